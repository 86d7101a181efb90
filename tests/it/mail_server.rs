//! A real mail server on 127.0.0.1 (aiosmtpd), and one that fails on purpose.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::Value;

/// Who may send over encrypted connections, as `tests/mail/server.py` has it.
pub const USER: &str = "utkik";
pub const PASSWORD: &str = "lösen ord";
/// A server that does not come up by then will not.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the server wants to be spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// Neither encryption nor a login.
    Plain,
    StartTls,
    /// Encrypted from the first byte.
    Tls,
}

/// A mail server. It ends with the test.
///
/// Recipients whose name begins with `refused` are refused for good, those that begin with `later`
/// at the first time.
pub struct MailServer {
    child: Child,
    folder: tempfile::TempDir,
    port: u16,
}

impl MailServer {
    /// A server that takes letters.
    pub fn start(speech: Speech) -> Self {
        Self::start_narrow(speech, 1000)
    }

    /// A server that has at most so many connections at the same time.
    pub fn start_narrow(speech: Speech, most: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(python());
        command.arg(script("server.py")).arg(folder.path());
        command.env("MOST_CONNECTIONS", most.to_string());
        command.arg(match speech {
            Speech::Plain => "plain",
            Speech::StartTls => "starttls",
            Speech::Tls => "tls",
        });
        if speech != Speech::Plain {
            let (chain, key) = certificates(folder.path());
            command.arg(chain).arg(key);
        }
        let errors = fs::File::create(folder.path().join("errors.txt")).unwrap();
        let child = command.stdin(Stdio::null()).stderr(errors).spawn().unwrap();
        let mut server = Self { child, folder, port: 0 };
        let said = server.folder.path().join("port");
        server.port = server.wait(|| fs::read_to_string(&said).ok()?.parse().ok());
        server
    }

    /// A server that fails in one of the ways of `fake_smtp.py`, such as `drop-after-dot:2`; `None`,
    /// with a word about it, where the drills are not beside the checkout.
    pub fn failing(mode: &str) -> Option<Self> {
        Self::failing_at(free_port(), mode)
    }

    /// The same at a port of one's choice, where another server was before.
    pub fn failing_at(port: u16, mode: &str) -> Option<Self> {
        let fake = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/drills/fake_smtp.py");
        if !fake.exists() {
            eprintln!("skipped: no drills beside the checkout ({})", fake.display());
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("mails.jsonl");
        let mut command = Command::new("python3");
        command.arg(fake).arg(port.to_string()).arg(mode).arg(log);
        let child = command.stdin(Stdio::null()).spawn().unwrap();
        let mut server = Self { child, folder, port };
        server.wait(|| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok());
        Some(server)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The certificate of the authority that has made out the server's, in PEM.
    pub fn ca_file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// What it has taken, in that order: `rcpt`, `message_id`, `subject`, `list_unsub` …
    pub fn mails(&self) -> Vec<Value> {
        let log = fs::read_to_string(self.folder.path().join("mails.jsonl")).unwrap_or_default();
        log.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The letters themselves, in that order; those who fail on purpose keep none.
    pub fn letters(&self) -> Vec<String> {
        let file = |mail: &Value| self.folder.path().join(mail["file"].as_str().unwrap());
        self.mails().iter().map(|mail| fs::read_to_string(file(mail)).unwrap()).collect()
    }

    fn wait<T>(&mut self, mut ready: impl FnMut() -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            if let Some(ready) = ready() {
                return ready;
            }
            let ended = self.child.try_wait().unwrap();
            if let Some(status) = ended {
                let errors = fs::read_to_string(self.folder.path().join("errors.txt"));
                panic!("the mail server ended ({status}): {}", errors.unwrap_or_default());
            }
            assert!(began.elapsed() < PATIENCE, "the mail server does not come up");
            thread::park_timeout(Duration::from_millis(20));
        }
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The Python that has `tests/mail/requirements.txt`, made beside the build when it is not there.
pub fn python() -> &'static Path {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| {
        let wanted = script("requirements.txt");
        let version = fs::read(&wanted)
            .unwrap()
            .iter()
            .fold(0_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(*byte)));
        let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let folder = target.join(format!("mail-server-{version:016x}"));
        if !folder.exists() {
            // Made beside its place: of two that begin at once one wins.
            let making = tempfile::tempdir_in(target).unwrap();
            let inside = making.path().join("venv");
            succeed(Command::new("python3").args(["-m", "venv"]).arg(&inside));
            let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
            succeed(Command::new(inside.join("bin/python")).args(pip).arg(&wanted));
            let _ = fs::rename(inside, &folder);
        }
        folder.join("bin/python")
    })
}

/// A script of `tests/mail`.
pub fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail").join(name)
}

/// A port of 127.0.0.1 where nobody listens.
pub fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

fn succeed(command: &mut Command) {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{command:?}: {said}\n(the mail server of the tests is made with python3-venv and from \
         PyPI)"
    );
}

/// An authority, and what it has made out to `localhost` and 127.0.0.1: chain and key.
fn certificates(folder: &Path) -> (PathBuf, PathBuf) {
    let key = KeyPair::generate().unwrap();
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    fs::write(folder.join("ca.pem"), authority.self_signed(&key).unwrap().pem()).unwrap();
    let issuer = Issuer::new(authority, key);
    let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
    let leaf_key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new(names).unwrap().signed_by(&leaf_key, &issuer).unwrap();
    let (chain, key) = (folder.join("chain.pem"), folder.join("key.pem"));
    fs::write(&chain, leaf.pem()).unwrap();
    fs::write(&key, leaf_key.serialize_pem()).unwrap();
    (chain, key)
}
