//! A disk in memory.

use joule_device::platform::Storage;
use std::{
	io,
	sync::{Arc, Mutex},
};

/// A disk that outlives the device. It fails for good once so many writes were made, as a device does that
/// is killed, or a disk that is full; until it is plugged in again.
#[derive(Clone, Debug, Default)]
pub struct Disk(Arc<Mutex<Platters>>);

#[derive(Debug, Default)]
struct Platters {
	/// What was written.
	written: Vec<u8>,
	/// What of it is there even after the power failed.
	synced: Vec<u8>,
	/// How many writes are left.
	fuse: Option<u64>,
	/// Which plug is the right one: an old one writes nothing any more.
	plugged_in: u64,
	writes: u64,
}

/// What survives the end of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
	/// It was killed: what was written is there.
	Killed,
	/// The power failed: what was not synced is gone.
	PowerFailed,
}

impl Disk {
	/// A storage for the next device.
	pub fn plug_in(&self) -> Plug {
		let mut platters = self.0.lock().unwrap();
		platters.plugged_in += 1;
		Plug { disk: self.clone(), number: platters.plugged_in }
	}

	/// From now on so many writes succeed.
	pub fn set_fuse(&self, writes: Option<u64>) {
		self.0.lock().unwrap().fuse = writes;
	}

	/// The device that used it ended.
	pub fn end(&self, end: End) {
		let mut platters = self.0.lock().unwrap();
		platters.plugged_in += 1;
		platters.fuse = None;
		if end == End::PowerFailed {
			platters.written = platters.synced.clone();
		}
	}

	/// How many writes there were in all.
	pub fn writes(&self) -> u64 {
		self.0.lock().unwrap().writes
	}
}

/// What a device has of a disk.
#[derive(Debug)]
pub struct Plug {
	disk: Disk,
	number: u64,
}

impl Plug {
	fn change(&self, make: impl FnOnce(&mut Platters)) -> io::Result<()> {
		let mut platters = self.disk.0.lock().unwrap();
		let is_blown = platters.fuse == Some(0);
		if is_blown || platters.plugged_in != self.number {
			return Err(io::Error::from(io::ErrorKind::StorageFull));
		}
		platters.fuse = platters.fuse.map(|left| left - 1);
		platters.writes += 1;
		make(&mut platters);
		Ok(())
	}
}

impl Storage for Plug {
	fn len(&self) -> io::Result<u64> {
		Ok(self.disk.0.lock().unwrap().written.len() as u64)
	}

	fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
		let platters = self.disk.0.lock().unwrap();
		let from = offset as usize;
		let bytes = platters.written.get(from..from + out.len());
		out.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
		Ok(())
	}

	fn set_len(&self, len: u64) -> io::Result<()> {
		self.change(|platters| platters.written.resize(len as usize, 0))
	}

	fn sync_data(&self) -> io::Result<()> {
		self.change(|platters| platters.synced = platters.written.clone())
	}

	fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
		self.change(|platters| {
			platters.written[offset as usize..][..data.len()].copy_from_slice(data)
		})
	}
}
