//! The registry: one file a call, then who may make them, genesis, what the pool asks (who sends,
//! how much, how long, of which class, and how many at once), and states that cannot be.

mod add_device;
mod admin_origin;
mod check_participant;
mod corruption;
mod create_zone;
mod genesis;
mod grant_permission;
mod grant_role;
mod length;
mod move_to_zone;
mod operational;
mod quota;
mod register;
mod remove_device;
mod revoke_permission;
mod revoke_role;
mod scene;
mod set_quota;
mod turn;

use joule_tests::Runtime;

type Call = pallet_registry::Call<Runtime>;
type Error = pallet_registry::Error<Runtime>;
type Event = pallet_registry::Event<Runtime>;
