//! Sites: which of them are authorities, which nodes may connect, which code runs. One file a call,
//! then sessions as a whole, and states that cannot be.

mod add_authority;
mod authorize_upgrade;
mod connect;
mod corruption;
mod remove_authority;
mod report_aura_equivocation;
mod scene;
mod set_keys;

use joule_tests::*;
use scene::*;
