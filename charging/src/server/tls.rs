//! TLS, for security profile 2.

use crate::config::Tls;
use anyhow::{ensure, Context, Result};
use rustls::{
	crypto::ring,
	pki_types::{pem::PemObject, CertificateDer, PrivateKeyDer},
	ServerConfig,
};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;

/// What accepts connections by a certificate.
pub fn acceptor(tls: &Tls) -> Result<TlsAcceptor> {
	let name = tls.certificate.display();
	let certificates = CertificateDer::pem_file_iter(&tls.certificate)
		.and_then(Iterator::collect::<Result<Vec<_>, _>>)
		.with_context(|| format!("The certificate {name} cannot be read"))?;
	ensure!(!certificates.is_empty(), "There is no certificate in {name}.");
	let key = PrivateKeyDer::from_pem_file(&tls.key)
		.with_context(|| format!("The key {} cannot be read", tls.key.display()))?;
	let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
		.with_safe_default_protocol_versions()?
		.with_no_client_auth()
		.with_single_cert(certificates, key)
		.with_context(|| format!("The key does not belong to the certificate {name}"))?;
	Ok(TlsAcceptor::from(Arc::new(config)))
}
