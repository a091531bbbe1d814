//! # joule-link
//!
//! The way by which every client reaches a Joule chain. A light client checks what it is told against
//! the finality that the authorities sign, so that nobody has to be believed; a node is believed, and
//! is the way for tests and for a site's own machines.
//!
//! | room | what it does |
//! |---|---|
//! | [`options`] | how a program is told which chain to reach, and by which way |
//! | `light_client` | smoldot, which checks what nodes say, and remembers where they are and how far it was |
//! | [`link`](Link) | keeps hold of the chain, follows its final blocks, and comes back after an outage |
//! | [`view`](View) | reads the state of one final block |
//! | [`account`](Account) | the key by which a client signs, from a file |
//! | [`sender`](Sender) | numbers, signs and sends transactions, again if need be, and says what came of each |
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! use joule_link::{call, Account, Link, Outcome, Sender, Value, Way};
//!
//! let link = Link::open(Way::Node("ws://127.0.0.1:9944".into()));
//! let view = link.head().await;
//! let products: u32 = view.storage("EnergyTrading", "NextProductId", vec![]).await?.unwrap_or(0);
//! println!("Block {} knows {products} products.", view.number());
//!
//! let sender = Sender::new(&link, Account::from_file("account.key".as_ref())?);
//! let remark = call("System", "remark", [Value::from_bytes(b"hello")]);
//! match sender.send(remark).await.outcome().await {
//! 	Outcome::Done(_) => println!("It is final."),
//! 	other => println!("{other}"),
//! }
//! # Ok(())
//! # }
//! ```

mod account;
mod connection;
mod light_client;
mod link;
pub mod options;
pub mod sender;
mod view;

pub use account::Account;
pub use connection::Way;
pub use link::Link;
pub use options::ChainOptions;
pub use sender::{call, proxied, Call, Included, Outcome, Sender, Sent, Status};
use subxt::config::{substrate::BlakeTwo256, Hasher};

pub use subxt::{
	config::polkadot::{AccountId32, H256},
	dynamic::{value, At, Value},
};
pub use view::View;

/// For deriving [`DecodeAsType`], by which state is read into types of a program's own.
pub use subxt::ext::{
	scale_decode::{self, DecodeAsType},
	scale_value::ValueDef,
};

/// The BLAKE2b hash of 32 bytes, by which the chain hashes.
pub fn blake2_256(data: &[u8]) -> [u8; 32] {
	BlakeTwo256.hash(data).0
}
