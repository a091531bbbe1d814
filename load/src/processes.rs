//! What the nodes, and this program, take of the machine.

use anyhow::{ensure, Context, Result};
use procfs::{
	net::TcpState,
	process::{FDTarget, Process},
	ticks_per_second, CurrentSI, KernelStats, WithCurrentSystemInfo,
};
use serde::Serialize;
use std::time::Instant;

const BYTES_PER_MB: f64 = 1_000_000.0;

/// What a process took of the machine while it was watched.
#[derive(Clone, Debug, Serialize)]
pub struct Usage {
	/// Its id.
	pub pid: i32,
	/// How many processor cores it kept busy on average, in user and system mode.
	pub cores: f64,
	/// The most memory that was resident, in megabytes.
	pub memory_mb: f64,
	/// How much of it was its own, not files that the system could drop, in megabytes.
	pub own_memory_mb: f64,
}

/// A process that is watched.
#[derive(Debug)]
pub struct Watched {
	process: Process,
	since: Instant,
	ticks_before: u64,
	memory_mb: f64,
	own_memory_mb: f64,
}

impl Watched {
	/// Watches a process from now on.
	pub fn by_id(pid: i32) -> Result<Self> {
		let process =
			Process::new(pid).with_context(|| format!("There is no process with the id {pid}."))?;
		let ticks_before = ticks(&process)?;
		let since = Instant::now();
		Ok(Self { process, since, ticks_before, memory_mb: 0.0, own_memory_mb: 0.0 })
	}

	/// Watches this program from now on.
	pub fn myself() -> Result<Self> {
		Self::by_id(Process::myself()?.pid)
	}

	/// Looks how much memory it takes.
	pub fn look(&mut self) -> Result<()> {
		let resident_mb = self.process.stat()?.rss_bytes().get() as f64 / BYTES_PER_MB;
		self.memory_mb = self.memory_mb.max(resident_mb);
		// The kernel states it in units of 1,024 bytes.
		let own_kib = self.process.status()?.rssanon.unwrap_or_default();
		self.own_memory_mb = self.own_memory_mb.max(own_kib as f64 * 1_024.0 / BYTES_PER_MB);
		Ok(())
	}

	/// What it took so far.
	pub fn usage(&self) -> Result<Usage> {
		let busy_s = (ticks(&self.process)? - self.ticks_before) as f64 / ticks_per_second() as f64;
		Ok(Usage {
			pid: self.process.pid,
			cores: busy_s / self.since.elapsed().as_secs_f64(),
			memory_mb: self.memory_mb,
			own_memory_mb: self.own_memory_mb,
		})
	}
}

/// The machine as a whole, to know what else it was doing.
#[derive(Debug)]
pub struct Machine {
	since: Instant,
	ticks_before: u64,
}

impl Machine {
	/// Watches the machine from now on.
	pub fn watch() -> Result<Self> {
		Ok(Self { since: Instant::now(), ticks_before: busy_ticks()? })
	}

	/// How many processor cores were busy on average with anything but these processes.
	pub fn cores_elsewhere<'a>(&self, known: impl Iterator<Item = &'a Usage>) -> Result<f64> {
		let busy_s = (busy_ticks()? - self.ticks_before) as f64 / ticks_per_second() as f64;
		let cores = busy_s / self.since.elapsed().as_secs_f64();
		Ok((cores - known.map(|usage| usage.cores).sum::<f64>()).max(0.0))
	}
}

/// The time that the machine's processors were busy, in the kernel's ticks.
fn busy_ticks() -> Result<u64> {
	let total = KernelStats::current()?.total;
	let interrupts = total.irq.unwrap_or_default() + total.softirq.unwrap_or_default();
	Ok(total.user + total.nice + total.system + interrupts)
}

/// The processor time of a process, in the kernel's ticks.
fn ticks(process: &Process) -> Result<u64> {
	let stat = process.stat()?;
	Ok(stat.utime + stat.stime)
}

/// Watches the nodes with these addresses: by their ids if some are given, else those that are on this
/// machine, by the ports that they listen on. `None` for a node elsewhere.
pub fn watch_nodes(addresses: &[String], pids: &[i32]) -> Result<Vec<Option<Watched>>> {
	if pids.is_empty() {
		let listeners = Listeners::find()?;
		let watched = |address: &String| {
			port_of(address).and_then(|port| listeners.on(port)).map(Watched::by_id).transpose()
		};
		return addresses.iter().map(watched).collect();
	}
	ensure!(
		pids.len() == addresses.len(),
		"There are {} nodes and {} process ids: name one for each, in the same order.",
		addresses.len(),
		pids.len()
	);
	pids.iter().map(|pid| Watched::by_id(*pid).map(Some)).collect()
}

/// The port in an address, if it is one of this machine.
fn port_of(address: &str) -> Option<u16> {
	let (_, rest) = address.split_once("://")?;
	let (host, port) = rest.split('/').next()?.rsplit_once(':')?;
	["127.0.0.1", "localhost", "[::1]"].contains(&host).then(|| port.parse().ok())?
}

/// Who listens on which port of this machine.
struct Listeners {
	/// Ports and the sockets that listen on them.
	sockets: Vec<(u16, u64)>,
}

impl Listeners {
	fn find() -> Result<Self> {
		let tables = [procfs::net::tcp()?, procfs::net::tcp6().unwrap_or_default()];
		let sockets = tables
			.into_iter()
			.flatten()
			.filter(|entry| entry.state == TcpState::Listen)
			.map(|entry| (entry.local_address.port(), entry.inode))
			.collect();
		Ok(Self { sockets })
	}

	/// The id of the process that listens on a port.
	fn on(&self, port: u16) -> Option<i32> {
		let is_its_socket = |inode: u64| self.sockets.contains(&(port, inode));
		procfs::process::all_processes().ok()?.flatten().find_map(|process| {
			let listens = process.fd().ok()?.flatten().any(
				|descriptor| matches!(descriptor.target, FDTarget::Socket(inode) if is_its_socket(inode)),
			);
			listens.then_some(process.pid)
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::net::TcpListener;

	#[test]
	fn only_addresses_of_this_machine_have_a_port_to_look_for() {
		assert_eq!(port_of("ws://127.0.0.1:9944"), Some(9944));
		assert_eq!(port_of("ws://localhost:9945/"), Some(9945));
		assert_eq!(port_of("ws://[::1]:9946"), Some(9946));
		assert_eq!(port_of("wss://node.example:443"), None);
		assert_eq!(port_of("nonsense"), None);
	}

	#[test]
	fn a_process_is_found_by_the_port_it_listens_on() {
		let listener = TcpListener::bind("127.0.0.1:0").unwrap();
		let port = listener.local_addr().unwrap().port();
		let listeners = Listeners::find().unwrap();
		assert_eq!(listeners.on(port), Some(std::process::id() as i32));
	}

	#[test]
	fn this_program_takes_memory() {
		let mut watched = Watched::myself().unwrap();
		watched.look().unwrap();
		let usage = watched.usage().unwrap();
		assert!(usage.memory_mb > 0.0 && usage.own_memory_mb <= usage.memory_mb);
	}

	#[test]
	fn what_this_program_does_is_not_done_elsewhere() {
		let (mine, machine) = (Watched::myself().unwrap(), Machine::watch().unwrap());
		let end = Instant::now() + std::time::Duration::from_millis(300);
		while Instant::now() < end {}
		let mine = [mine.usage().unwrap()];
		let with_mine = machine.cores_elsewhere([].iter()).unwrap();
		assert!(mine[0].cores > 0.0);
		assert!(machine.cores_elsewhere(mine.iter()).unwrap() < with_mine);
	}

	#[test]
	fn each_node_needs_an_id_if_any_is_given() {
		let addresses = ["ws://127.0.0.1:1".to_string(), "ws://127.0.0.1:2".to_string()];
		assert!(watch_nodes(&addresses, &[1]).is_err());
	}
}
