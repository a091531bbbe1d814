//! How many strangers are listened to at a time: who has no password cannot use up more, and no address
//! can keep the others out.
//!
//! A station that has introduced itself does not count: each has one connection, and a whole site of them
//! may share an address.

use std::{
	collections::HashMap,
	net::IpAddr,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// How many connections may introduce themselves at a time.
const MOST: usize = 256;

/// How many of them from one address.
const MOST_OF_ADDRESS: usize = 64;

/// The connections that introduce themselves, by address.
#[derive(Clone, Default)]
pub struct Introductions(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// The permission to introduce oneself, until it is dropped.
pub struct Permit {
	introductions: Introductions,
	address: IpAddr,
}

impl Introductions {
	/// Lets a connection introduce itself, unless there are too many.
	pub fn admit(&self, address: IpAddr) -> Option<Permit> {
		let mut waiting = self.waiting();
		let of_address = waiting.get(&address).copied().unwrap_or_default();
		if of_address >= MOST_OF_ADDRESS || waiting.values().sum::<usize>() >= MOST {
			return None;
		}
		waiting.insert(address, of_address + 1);
		Some(Permit { introductions: self.clone(), address })
	}

	fn waiting(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

impl Drop for Permit {
	fn drop(&mut self) {
		let mut waiting = self.introductions.waiting();
		let of_address = waiting.remove(&self.address).unwrap_or_default();
		if of_address > 1 {
			waiting.insert(self.address, of_address - 1);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn address(number: u8) -> IpAddr {
		[10, 0, 0, number].into()
	}

	#[test]
	fn no_address_keeps_the_others_out() {
		let introductions = Introductions::default();
		let crowd: Vec<Option<Permit>> =
			(0..1_000).map(|_| introductions.admit(address(1))).collect();
		assert_eq!(crowd.iter().flatten().count(), MOST_OF_ADDRESS);
		assert!(introductions.admit(address(2)).is_some());
		drop(crowd);
		assert!(introductions.admit(address(1)).is_some());
		assert!(introductions.waiting().is_empty());
	}

	#[test]
	fn all_addresses_together_do_not_use_up_the_gateway() {
		let introductions = Introductions::default();
		let admitted: Vec<Permit> = (0..=255)
			.flat_map(|number| [address(number); 10])
			.filter_map(|address| introductions.admit(address))
			.collect();
		assert_eq!(admitted.len(), MOST);
	}
}
