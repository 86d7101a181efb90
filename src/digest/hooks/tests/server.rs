//! A webhook on loopback that answers as it is told, and keeps what it was sent.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone, Debug, Default)]
pub struct Taken {
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Taken {
    pub fn header(&self, name: &str) -> Option<&str> {
        let known = self.headers.iter().find(|(known, _)| known == name);
        known.map(|(_, value)| value.as_str())
    }
}

pub struct Webhook {
    pub address: String,
    taken: Arc<Mutex<Vec<Taken>>>,
}

impl Webhook {
    /// `answer` is a status and perhaps further header lines.
    pub async fn start(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let taken: Arc<Mutex<Vec<Taken>>> = Arc::default();
        let kept = Arc::clone(&taken);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = Arc::clone(&kept);
                tokio::spawn(async move { talk(stream, answer, &kept).await });
            }
        });
        Self { address, taken }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }
}

async fn talk(stream: TcpStream, answer: &str, kept: &Mutex<Vec<Taken>>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let mut taken = Taken::default();
    let mut line = String::new();
    stream.read_line(&mut line).await.ok()?;
    line.split(' ').nth(1)?.clone_into(&mut taken.path);
    loop {
        line.clear();
        stream.read_line(&mut line).await.ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        taken.headers.push((name.to_lowercase(), value.to_owned()));
    }
    let mut body = vec![0; taken.header("content-length")?.parse().ok()?];
    stream.read_exact(&mut body).await.ok()?;
    taken.body = String::from_utf8(body).ok()?;
    kept.lock().unwrap().push(taken);
    let said = format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    stream.get_mut().write_all(said.as_bytes()).await.ok()
}
