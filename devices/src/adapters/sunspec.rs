//! A meter that speaks SunSpec by Modbus TCP: one of the models 201 to 204, single phase to three phases, or an
//! inverter of the models 101 to 103.
//!
//! The meter's `TotWhImp` is import and `TotWhExp` is export, scaled by `TotWh_SF`, unless the configuration
//! says that it was wired the other way round. What an inverter delivered, `WH` scaled by `WH_SF`, is export. All are
//! counters of 32 bits.

use crate::{
	meter::{counter::Sample, registers::Registers},
	platform::Meter,
	units::Moment,
};
use anyhow::{bail, ensure, Context as _, Result};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use sunspec::{
	client::{AsyncClient, AsyncDevice, Config},
	models::{
		model101::Model101, model102::Model102, model103::Model103, model201::Model201,
		model202::Model202, model203::Model203, model204::Model204,
	},
};
use tokio::{sync::Mutex, time::timeout};
use tokio_modbus::client::{tcp, Context};

/// Where counters of 32 bits begin again.
const COUNTERS_END: u64 = 1 << 32;

/// How long a meter may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

type Client = Arc<Mutex<Context>>;

/// A Modbus address.
pub struct SunspecMeter {
	address: SocketAddr,
	unit: u8,
	is_reversed: bool,
	connection: Option<AsyncDevice<Client>>,
}

impl SunspecMeter {
	/// The meter of this number on the bus at an address.
	pub const fn new(address: SocketAddr, unit: u8, is_reversed: bool) -> Self {
		Self { address, unit, is_reversed, connection: None }
	}

	async fn connect(&self) -> Result<AsyncDevice<Client>> {
		let context = tcp::connect(self.address).await?;
		let client = AsyncClient::new(context, Config::default());
		Ok(client.device(self.unit).await?)
	}

	async fn ask(&mut self) -> Result<Totals> {
		let device = match self.connection.take() {
			Some(device) => device,
			None => self.connect().await?,
		};
		let shown = totals(&device).await?;
		self.connection = Some(device);
		Ok(if self.is_reversed { shown.reversed() } else { shown })
	}
}

impl Meter for SunspecMeter {
	async fn read(&mut self, now: Moment) -> Result<Vec<Sample>> {
		let address = self.address;
		let asked = timeout(PATIENCE, self.ask()).await.context("it does not answer");
		let shown = asked
			.and_then(|shown| shown)
			.with_context(|| format!("The meter at {address} cannot be read"))?;
		Ok(vec![shown.at(now)])
	}
}

/// What a meter has counted, in Wh, and where its counters end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Totals {
	shown: Registers,
	wraps_at_wh: u64,
}

impl Totals {
	/// Those of a meter that was wired the other way round.
	fn reversed(self) -> Self {
		let Registers { import_wh, export_wh } = self.shown;
		Self { shown: Registers { import_wh: export_wh, export_wh: import_wh }, ..self }
	}

	fn at(self, now: Moment) -> Sample {
		Sample { at: now, shown: self.shown, wraps_at_wh: Some(self.wraps_at_wh) }
	}
}

/// What the first model of a meter that there is has counted, or else that of an inverter.
async fn totals(device: &AsyncDevice<Client>) -> Result<Totals> {
	macro_rules! of_models {
		($($number:literal $model:ident)*, |$shown:ident| $totals:expr) => {
			$(if device.models.supported_model_ids().contains(&$number) {
				let $shown: $model = device.read_model().await?;
				return $totals;
			})*
		};
	}
	of_models!(
		203 Model203 204 Model204 202 Model202 201 Model201,
		|meter| scaled(meter.tot_wh_imp, meter.tot_wh_exp, meter.tot_wh_sf)
	);
	of_models!(
		103 Model103 102 Model102 101 Model101,
		|inverter| scaled(0, inverter.wh, inverter.wh_sf)
	);
	bail!("it is no SunSpec meter of the models 201 to 204, nor an inverter of 101 to 103")
}

/// Counters with their power of ten, in Wh.
fn scaled(import: u32, export: u32, power_of_ten: i16) -> Result<Totals> {
	ensure!((-6..=6).contains(&power_of_ten), "its scale is 10^{power_of_ten}");
	let factor = 10u64.pow(u32::from(power_of_ten.unsigned_abs()));
	let scale = |counter: u64| match power_of_ten {
		0.. => counter * factor,
		_ => counter / factor,
	};
	let shown = Registers::new(scale(import.into()), scale(export.into()));
	Ok(Totals { shown, wraps_at_wh: scale(COUNTERS_END) })
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn counters_are_scaled_to_wh() {
		let shown = |import, export, scale| scaled(import, export, scale).map(|all| all.shown).ok();
		assert_eq!(shown(12, 3, 0), Some(Registers::new(12, 3)));
		assert_eq!(shown(12, 3, 2), Some(Registers::new(1_200, 300)));
		assert_eq!(shown(129, 30, -1), Some(Registers::new(12, 3)));
		let most = u64::from(u32::MAX) * 1_000_000;
		assert_eq!(shown(u32::MAX, 0, 6), Some(Registers::new(most, 0)));
		assert_eq!(shown(1, 1, 7), None);
	}

	#[test]
	fn counters_end_where_their_scale_puts_it() {
		assert_eq!(scaled(0, 0, 1).unwrap().wraps_at_wh, 42_949_672_960);
		let reversed = scaled(5, 7, 0).unwrap().reversed();
		assert_eq!(reversed.shown, Registers::new(7, 5));
	}
}
