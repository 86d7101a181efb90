//! The reference: lettre alone sends the same letter again and again.

use std::path::Path;

use lettre::message::MultiPart;
use lettre::{Message, SmtpTransport, Transport as _};

/// Over two connections, as many as the machine has cores.
const CONNECTIONS: usize = 2;

pub fn send(folder: &Path, port: u16, letters: usize) {
    let html = std::fs::read_to_string(folder.join("letter.html")).unwrap();
    let text = std::fs::read_to_string(folder.join("letter.txt")).unwrap();
    let mailer = SmtpTransport::builder_dangerous("127.0.0.1").port(port).build();
    std::thread::scope(|threads| {
        for first in 0..CONNECTIONS {
            let (html, text, mailer) = (&html, &text, &mailer);
            threads.spawn(move || {
                for number in (first..letters).step_by(CONNECTIONS) {
                    mailer.send(&letter(number, html, text)).unwrap();
                }
            });
        }
    });
}

fn letter(number: usize, html: &str, text: &str) -> Message {
    Message::builder()
        .from("Utkik <utkik@utkik.example>".parse().unwrap())
        .to(format!("reader{number}@town{}.example", number % 50).parse().unwrap())
        .subject("Utkik v. 47")
        .multipart(MultiPart::alternative_plain_html(text.to_owned(), html.to_owned()))
        .unwrap()
}
