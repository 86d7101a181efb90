//! Letters reach a real mail server: encrypted and signed in, over few connections, each once; and
//! whatever the server does instead of taking one is told as what it is.
//!
//! `UTKIK_LETTERS=2000` sends so many instead of 40, and tells how long it took.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use utkik::mail::{
    DkimSettings, MailSettings, Mailer, MailerError, Outgoing, Security, SendError, Signer,
    SmtpSettings, TransportSettings,
};
use utkik::markup::encode_base64;

use crate::mail_server::{MailServer, PASSWORD, Speech, USER, free_port, python, script};

fn smtp(port: u16, security: Security) -> SmtpSettings {
    SmtpSettings {
        server: "127.0.0.1".to_owned(),
        port,
        security,
        login: None,
        ca_file: None,
        connections: 3,
        allow_relays: vec![format!("127.0.0.1/32:{port}"), format!("[::1]/128:{port}")],
    }
}

fn encrypted(server: &MailServer, security: Security) -> SmtpSettings {
    let login = Some((USER.to_owned(), PASSWORD.to_owned()));
    SmtpSettings { login, ca_file: Some(server.ca_file()), ..smtp(server.port(), security) }
}

fn settings(smtp: SmtpSettings) -> MailSettings {
    MailSettings {
        from: "utkik@ekvik.se".parse().unwrap(),
        from_name: "Utkik".to_owned(),
        reply_to: None,
        transport: TransportSettings::Smtp(smtp),
        dkim: None,
        per_domain_a_minute: 0,
    }
}

fn letter_to(to: &str) -> Outgoing {
    Outgoing {
        message_id: format!("nattillsyn.1.{to}.utkik.ekvik.se").replace('@', ".at.") + "@ekvik.se",
        to: to.parse().unwrap(),
        subject: "Utkik v. 47: två utlysningar stänger i december · Ängelholm".to_owned(),
        text: "Hej!\n.En punkt först.\nRäksmörgås.\n".to_owned(),
        html: format!("<p>{}</p>", "Räksmörgås. ".repeat(2000)),
        language: "sv".to_owned(),
        date: "2026-11-23T06:00:00Z".parse().unwrap(),
        list: Some(("Digital nattillsyn".to_owned(), "nattillsyn.ekvik.se".to_owned())),
        unsubscribe: Some("https://utkik.ekvik.se/subscriptions/0/end".to_owned()),
    }
}

async fn send(settings: &MailSettings, to: &str) -> Result<(), SendError> {
    Mailer::new(settings).unwrap().send(&letter_to(to)).await
}

/// The sentence, after a look at that it names nobody.
fn unreached(sent: Result<(), SendError>) -> String {
    match sent {
        Err(SendError::Unreached(why)) => {
            assert!(!why.contains('@') && !why.contains(PASSWORD), "{why}");
            why
        }
        other => panic!("{other:?}"),
    }
}

/// Sends so many at the same time.
async fn send_all(mailer: &Mailer, count: usize) {
    let sending: Vec<_> = (0..count)
        .map(|number| {
            let mailer = mailer.clone();
            tokio::spawn(
                async move { mailer.send(&letter_to(&format!("s{number}@ekvik.se"))).await },
            )
        })
        .collect();
    for sent in sending {
        sent.await.unwrap().unwrap();
    }
    mailer.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn encrypted_and_signed_in_over_few_connections() {
    for (speech, security) in [(Speech::StartTls, Security::StartTls), (Speech::Tls, Security::Tls)]
    {
        let server = MailServer::start(speech);
        let mailer = Mailer::new(&settings(encrypted(&server, security))).unwrap();
        let wish = std::env::var_os("UTKIK_LETTERS").and_then(|wish| wish.into_string().ok());
        let count = wish.as_ref().map_or(40, |wish| wish.parse().unwrap());
        let began = Instant::now();
        send_all(&mailer, count).await;
        if wish.is_some() {
            eprintln!("{speech:?}: {count} letters in {} ms", began.elapsed().as_millis());
        }
        let mails = server.mails();
        let of = |field: &str| {
            let mut values: Vec<String> =
                mails.iter().map(|mail| mail[field].to_string()).collect();
            values.sort();
            values.dedup();
            values
        };
        assert_eq!(mails.len(), count);
        assert_eq!(of("rcpt").len(), count);
        assert_eq!(of("message_id").len(), count);
        assert!(of("peer").len() <= 3, "{:?}", of("peer"));
        assert_eq!(of("user"), [format!("\"{USER}\"")]);
        assert_eq!(of("hello"), ["\"ekvik.se\""]);
        assert_eq!(of("from"), ["\"utkik@ekvik.se\""]);
        assert_eq!(of("subject"), [format!("\"{}\"", letter_to("a@b.se").subject)]);
        assert_eq!(of("list_unsub_post"), ["\"List-Unsubscribe=One-Click\""]);
        let sent = utkik::mail::message(
            &letter_to("s7@ekvik.se"),
            &settings(smtp(1, Security::PlainRelay)),
        );
        let sent = String::from_utf8(sent.unwrap()).unwrap();
        assert!(server.letters().contains(&sent), "a letter arrives as it was written");
    }
}

#[tokio::test]
async fn nothing_is_sent_where_encryption_or_login_do_not_work() {
    let server = MailServer::start(Speech::StartTls);
    let good = encrypted(&server, Security::StartTls);
    let with = |change: fn(&mut SmtpSettings)| {
        let mut smtp = good.clone();
        change(&mut smtp);
        settings(smtp)
    };
    let wrong = with(|smtp| smtp.login = Some((USER.to_owned(), "fel".to_owned())));
    let why = unreached(send(&wrong, "a@ekvik.se").await);
    assert!(why.contains("does not accept the user and password: 535"), "{why}");
    let stranger = with(|smtp| smtp.ca_file = None);
    let why = unreached(send(&stranger, "a@ekvik.se").await);
    assert!(why.contains("`ca_file`"), "{why}");
    let nobody = with(|smtp| smtp.login = None);
    let why = unreached(send(&nobody, "a@ekvik.se").await);
    assert!(why.contains("sign in"), "{why}");
    let too_early = with(|smtp| smtp.security = Security::Tls);
    let why = unreached(send(&too_early, "a@ekvik.se").await);
    assert!(why.contains("does not answer in TLS"), "{why}");
    assert!(server.mails().is_empty());

    let plain = MailServer::start(Speech::Plain);
    let why =
        unreached(send(&settings(smtp(plain.port(), Security::StartTls)), "a@ekvik.se").await);
    assert!(why.contains("offers no encryption"), "{why}");
    assert!(plain.mails().is_empty());
}

#[tokio::test]
async fn one_bad_address_holds_up_nobody() {
    let server = MailServer::start(Speech::Plain);
    let mut smtp = smtp(server.port(), Security::PlainRelay);
    smtp.connections = 1;
    let mailer = Mailer::new(&settings(smtp)).unwrap();
    let refused = mailer.send(&letter_to("refused.anna@ekvik.se")).await;
    assert_eq!(
        refused,
        Err(SendError::Refused(
            "refused for good: 550 5.1.1 … Recipient address rejected: User unknown".to_owned()
        ))
    );
    let later = mailer.send(&letter_to("later@ekvik.se")).await;
    assert!(matches!(&later, Err(SendError::Later(why)) if !why.contains('@')), "{later:?}");
    mailer.send(&letter_to("anna@ekvik.se")).await.unwrap();
    mailer.send(&letter_to("later@ekvik.se")).await.unwrap();
    let mails = server.mails();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0]["peer"], mails[1]["peer"], "a refusal costs no connection");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_takes_fewer_connections_gets_all_letters() {
    let server = MailServer::start_narrow(Speech::Plain, 1);
    let mut smtp = smtp(server.port(), Security::PlainRelay);
    smtp.connections = 4;
    let mailer = Mailer::new(&settings(smtp)).unwrap();
    send_all(&mailer, 12).await;
    assert_eq!(server.mails().len(), 12);
    mailer.send(&letter_to("last@ekvik.se")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_thousand_letters_one_finds_out_that_nobody_answers() {
    let mailer = Mailer::new(&settings(smtp(free_port(), Security::PlainRelay))).unwrap();
    let sending: Vec<_> = (0..1000)
        .map(|number| {
            let mailer = mailer.clone();
            tokio::spawn(
                async move { mailer.send(&letter_to(&format!("s{number}@ekvik.se"))).await },
            )
        })
        .collect();
    for sent in sending {
        let why = unreached(sent.await.unwrap());
        assert!(why.contains("Connection refused"), "{why}");
    }
}

#[tokio::test]
async fn a_relay_without_encryption_is_private_and_listed() {
    let server = MailServer::start(Speech::Plain);
    let listed = smtp(server.port(), Security::PlainRelay);
    for name in ["127.0.0.1", "localhost"] {
        let smtp = SmtpSettings { server: name.to_owned(), ..listed.clone() };
        send(&settings(smtp), "a@ekvik.se").await.unwrap();
    }
    assert_eq!(server.mails().len(), 2);

    let lists = [vec![], vec!["127.0.0.1/32:1".to_owned()]];
    for allow_relays in lists {
        let unlisted = SmtpSettings { allow_relays, ..listed.clone() };
        let refused = Mailer::new(&settings(unlisted.clone())).unwrap_err();
        assert!(matches!(refused, MailerError::PublicRelay(_)), "{refused}");
        let named = SmtpSettings { server: "localhost".to_owned(), ..unlisted };
        let why = unreached(send(&settings(named), "a@ekvik.se").await);
        assert!(why.contains("allow_relays"), "{why}");
    }
    let public = SmtpSettings {
        server: "192.36.125.18".to_owned(),
        port: 25,
        allow_relays: vec!["192.36.125.18/32:25".to_owned()],
        ..listed.clone()
    };
    assert!(matches!(Mailer::new(&settings(public)), Err(MailerError::PublicRelay(_))));
    let with_login = SmtpSettings { login: Some((USER.into(), PASSWORD.into())), ..listed };
    assert!(matches!(Mailer::new(&settings(with_login)), Err(MailerError::PlainLogin)));
    assert_eq!(server.mails().len(), 2);
}

#[tokio::test]
async fn who_does_not_answer_is_not_reached() {
    let nobody = settings(smtp(free_port(), Security::PlainRelay));
    let why = unreached(send(&nobody, "a@ekvik.se").await);
    assert!(why.contains("cannot be reached: Connection refused"), "{why}");
    let Some(busy) = MailServer::failing("greet-421") else { return };
    let why =
        unreached(send(&settings(smtp(busy.port(), Security::PlainRelay)), "a@ekvik.se").await);
    assert!(why.contains("421 4.3.2 try later"), "{why}");
}

#[tokio::test]
async fn a_server_that_dies_has_what_it_took_and_nothing_more() {
    let Some(server) = MailServer::failing("down-after:3") else { return };
    let port = server.port();
    let mut smtp = smtp(port, Security::PlainRelay);
    smtp.connections = 1;
    let mailer = Mailer::new(&settings(smtp)).unwrap();
    // The one that listens may take one more connection while it closes.
    let mut taken = 0;
    let why = loop {
        let letter = letter_to(&format!("s{taken}@ekvik.se"));
        match mailer.send(&letter).await {
            Ok(()) => taken += 1,
            failed => break unreached(failed),
        }
        assert!(taken < 6, "it does not die");
    };
    assert!(why.contains("cannot be reached"), "{why}");
    assert_eq!(server.mails().len(), taken);
    drop(server);
    let back = MailServer::failing_at(port, "ok").unwrap();
    mailer.send(&letter_to(&format!("s{taken}@ekvik.se"))).await.unwrap();
    assert_eq!(back.mails().len(), 1);
}

#[tokio::test]
async fn a_lost_answer_repeats_a_letter_with_its_message_id() {
    let Some(server) = MailServer::failing("drop-after-dot:2") else { return };
    let mailer = Mailer::new(&settings(smtp(server.port(), Security::PlainRelay))).unwrap();
    mailer.send(&letter_to("s1@ekvik.se")).await.unwrap();
    let why = unreached(mailer.send(&letter_to("s2@ekvik.se")).await);
    assert!(why.contains("same Message-ID"), "{why}");
    mailer.send(&letter_to("s2@ekvik.se")).await.unwrap();
    let mails = server.mails();
    assert_eq!(mails.len(), 3);
    assert_eq!(mails[1]["message_id"], mails[2]["message_id"]);

    let Some(server) = MailServer::failing("drop-in-data:1") else { return };
    let mailer = Mailer::new(&settings(smtp(server.port(), Security::PlainRelay))).unwrap();
    unreached(mailer.send(&letter_to("s1@ekvik.se")).await);
    assert!(server.mails().is_empty());
    mailer.send(&letter_to("s1@ekvik.se")).await.unwrap();
    assert_eq!(server.mails().len(), 1);
}

#[tokio::test]
async fn who_verifies_signatures_believes_ours() {
    let rsa = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let rsa: Pkcs8V1Der<'_> = rsa.as_der().unwrap();
    let prefix = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";
    let ed25519 = [&prefix[..], &[7; 32]].concat();
    let server = MailServer::start(Speech::Plain);
    for (number, key) in [rsa.as_ref(), &ed25519].into_iter().enumerate() {
        let pem = format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            encode_base64(key)
        );
        let dkim = DkimSettings { domain: "ekvik.se".into(), selector: "utkik".into(), key: pem };
        let signer = Signer::new(&dkim).unwrap();
        let mut settings = settings(smtp(server.port(), Security::PlainRelay));
        settings.dkim = Some(dkim);
        send(&settings, "anna@ekvik.se").await.unwrap();
        let letter = server.letters()[number].clone();
        let holds = |letter: &str| verifies(letter, &signer);
        assert!(holds(&letter), "{letter}");
        let bent = "Return-Path: <x>\r\n".to_owned() + &letter.replace("Subject: ", "Subject:   ");
        assert!(holds(&bent), "gaps may change on the way");
        assert!(!holds(&letter.replacen("To: anna", "To: bo", 1)));
        assert!(!holds(&letter.replacen(
            "List-Unsubscribe: <https://u",
            "List-Unsubscribe: <https://x",
            1
        )));
        assert!(!holds(
            &letter.replacen("r=C3=A4ks", "R=C3=A4ks", 1).replacen("punkt", "prick", 1)
        ));
        assert!(!holds(&("From: Someone <x@y.se>\r\n".to_owned() + &letter)), "a second From");
    }
}

/// By dkimpy, which is what many mail hosts look with.
fn verifies(letter: &str, signer: &Signer) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let file: PathBuf = folder.path().join("letter.eml");
    std::fs::write(&file, letter).unwrap();
    let mut command = Command::new(python());
    command.arg(script("verify.py")).arg(file).arg(signer.record_name()).arg(signer.record());
    command.output().unwrap().status.success()
}
