//! A server that speaks TLS, well or badly, under an authority of our own.

use std::io::Write as _;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tempfile::NamedTempFile;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::now;
use crate::fetch::limits::Deadlines;
use crate::fetch::names::Names;
use crate::fetch::{FetchSettings, Fetcher};
use crate::model::Clock;

pub(super) type Encrypted = TlsStream<TcpStream>;

/// A town hall's own authority.
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// Its certificate as PEM, as an operator has it.
    pub ca_file: NamedTempFile,
}

/// What a server shows.
pub(super) struct Shown {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl Authority {
    pub(super) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let key = KeyPair::generate().unwrap();
        // Two authorities of the same name would be taken for one with a bad signature.
        let name = format!("Authority {:x?}", &key.public_key_raw()[1..9]);
        params.distinguished_name.push(DnType::CommonName, name);
        let mut ca_file = NamedTempFile::new().unwrap();
        ca_file.write_all(params.self_signed(&key).unwrap().pem().as_bytes()).unwrap();
        Self { issuer: Issuer::new(params, key), ca_file }
    }

    /// A certificate for a name or an address.
    pub(super) fn certify(&self, name: &str) -> Shown {
        self.certify_with(name, |_| {})
    }

    pub(super) fn certify_with(
        &self,
        name: &str,
        change: impl FnOnce(&mut CertificateParams),
    ) -> Shown {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Shown::new(certificate.der().clone(), &key)
    }

    /// Trusts this authority and nobody unusual else; names lead where their
    /// number says.
    pub(super) fn fetcher(&self, servers: &[&Listener]) -> Fetcher {
        let settings = FetchSettings {
            user_agent: "Utkik/0.1".to_owned(),
            allow_networks: servers.iter().map(|s| s.address.parse().unwrap()).collect(),
            ca_file: Some(self.ca_file.path().to_owned()),
            ..FetchSettings::default()
        };
        Fetcher::with(settings, Clock::Fixed(now()), Vec::new(), deadlines(), numbered_names())
            .unwrap()
    }
}

/// Time enough to shake hands on a busy machine, and in the order that the real ones have.
fn deadlines() -> Deadlines {
    let millis = Duration::from_millis;
    Deadlines { connect: millis(1500), idle: millis(2000), total: millis(3000) }
}

/// `host7.example` is `127.0.1.7`.
pub(super) fn numbered_names() -> Names {
    Names::Scripted(Arc::new(|name| {
        let number = name.split('.').next()?.trim_start_matches(char::is_alphabetic);
        Some(vec![IpAddr::from([127, 0, 1, number.parse().ok()?])])
    }))
}

impl Shown {
    fn new(certificate: CertificateDer<'static>, key: &KeyPair) -> Self {
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        Self { chain: vec![certificate], key }
    }

    /// Signed by itself.
    pub(super) fn self_signed(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        Self::new(params.self_signed(&key).unwrap().der().clone(), &key)
    }

    /// How a server is set up that shows this and speaks these protocols (ALPN).
    pub(super) fn config(self, protocols: &[&str]) -> ServerConfig {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(self.chain, self.key)
            .unwrap();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        config
    }
}

/// A listener on loopback, and how many connections it took.
#[derive(Clone)]
pub(super) struct Listener {
    pub address: String,
    connections: Arc<AtomicUsize>,
}

impl Listener {
    /// Hands each connection to `talk`, with its number from 0.
    pub(super) async fn plain<F, Fut>(address: &str, talk: F) -> Self
    where
        F: Fn(TcpStream, usize) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind((address, 0)).await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let this = Self { address, connections: Arc::default() };
        let server = this.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let number = server.connections.fetch_add(1, SeqCst);
                tokio::spawn(talk(stream, number));
            }
        });
        this
    }

    /// Shakes hands first, and hands on what came of it.
    pub(super) async fn encrypted<F, Fut>(address: &str, config: ServerConfig, talk: F) -> Self
    where
        F: Fn(Encrypted, usize) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let talk = Arc::new(talk);
        Self::plain(address, move |stream, number| {
            let (acceptor, talk) = (acceptor.clone(), Arc::clone(&talk));
            async move {
                if let Ok(stream) = acceptor.accept(stream).await {
                    talk(stream, number).await;
                }
            }
        })
        .await
    }

    pub(super) fn connections(&self) -> usize {
        self.connections.load(SeqCst)
    }

    /// Connections that our side still holds, by the table of the kernel. The server cannot tell:
    /// one that reads nothing never learns that nobody is there any more.
    pub(super) fn held(&self) -> usize {
        const ESTABLISHED: &str = "01";
        let address: std::net::SocketAddrV4 = self.address.parse().unwrap();
        let ip = u32::from_ne_bytes(address.ip().octets());
        let remote = format!("{ip:08X}:{:04X}", address.port());
        let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
        let is_held = |line: &&str| {
            let mut columns = line.split_whitespace().skip(2);
            columns.next() == Some(&*remote) && columns.next() == Some(ESTABLISHED)
        };
        table.lines().filter(is_held).count()
    }

    /// An address at a host of `numbered_names`, or at the literal address.
    pub(super) fn url(&self, host: &str, path: &str) -> String {
        let port = self.address.rsplit(':').next().unwrap();
        format!("https://{host}:{port}{path}")
    }
}
