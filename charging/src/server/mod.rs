//! Waits for stations: TCP, TLS, the WebSocket handshake with the station's name and password, and then
//! messages.
//!
//! OCPP's security profile 1 is a password without TLS, for networks that are safe by themselves; profile
//! 2 is a password within TLS.

mod connection;
mod handshake;
mod introductions;
mod tls;

use crate::{config::Tls, gateway::Gateway};
use anyhow::{Context, Result};
use introductions::{Introductions, Permit};
use std::{
	net::{IpAddr, SocketAddr},
	sync::Arc,
	time::Duration,
};
use tokio::{
	io::{AsyncRead, AsyncWrite},
	net::{TcpListener, TcpStream},
	time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;

pub use handshake::{hash_password, new_password};

/// How long a station may take to introduce itself.
const PATIENCE: Duration = Duration::from_secs(20);

/// The pause after a connection could not be accepted, as when there are too many.
const PAUSE: Duration = Duration::from_millis(100);

/// A server for stations.
pub struct Server {
	listener: TcpListener,
	tls: Option<TlsAcceptor>,
	gateway: Arc<Gateway>,
}

impl Server {
	/// A server at an address, by TLS if there is a certificate.
	///
	/// # Errors
	///
	/// If the address cannot be used or the certificate cannot be read.
	pub async fn bind(
		address: SocketAddr,
		tls: Option<&Tls>,
		gateway: Arc<Gateway>,
	) -> Result<Self> {
		let tls = tls.map(tls::acceptor).transpose()?;
		let listener = TcpListener::bind(address)
			.await
			.with_context(|| format!("The address {address} cannot be used"))?;
		Ok(Self { listener, tls, gateway })
	}

	/// Where it waits.
	pub fn address(&self) -> Result<SocketAddr> {
		Ok(self.listener.local_addr()?)
	}

	/// Serves stations until it is dropped.
	pub async fn serve(&self) {
		let introductions = Introductions::default();
		loop {
			let (stream, peer) = match self.listener.accept().await {
				Ok(accepted) => accepted,
				Err(error) => {
					tracing::warn!("A connection could not be accepted: {error}");
					sleep(PAUSE).await;
					continue;
				}
			};
			let Some(permit) = introductions.admit(peer.ip()) else {
				tracing::warn!("Too many connections introduce themselves: {peer} has to wait");
				continue;
			};
			let (gateway, tls) = (self.gateway.clone(), self.tls.clone());
			tokio::spawn(async move {
				if let Err(error) = welcome(stream, peer.ip(), tls, gateway, permit).await {
					tracing::info!("{peer}: {error:#}");
				}
			});
		}
	}
}

/// Serves one connection.
async fn welcome(
	stream: TcpStream,
	peer: IpAddr,
	tls: Option<TlsAcceptor>,
	gateway: Arc<Gateway>,
	permit: Permit,
) -> Result<()> {
	stream.set_nodelay(true)?;
	match tls {
		Some(tls) => {
			let stream = timeout(PATIENCE, tls.accept(stream)).await.context("no TLS in time")?;
			introduce(stream.context("TLS failed")?, peer, gateway, permit).await
		}
		None => introduce(stream, peer, gateway, permit).await,
	}
}

async fn introduce<S>(stream: S, peer: IpAddr, gateway: Arc<Gateway>, permit: Permit) -> Result<()>
where
	S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
	let introduced = handshake::introduce(stream, &gateway);
	let guest = timeout(PATIENCE, introduced).await.context("no handshake in time")??;
	drop(permit);
	tracing::info!("{} is here, from {peer} by {:?}", guest.station.name, guest.version);
	connection::serve(guest, gateway).await
}
