//! `[mail]`: how letters go out, and that nothing goes out while that is in doubt.

use super::run::load_run;
use crate::config::{SendingSection, SmtpSecurity};

const WEB: &str = "[web]\nbase_url = \"https://utkik.ekvik.se\"\n[mail]\n";

fn sending(keys: &str) -> (Option<SendingSection>, Vec<String>) {
    let (settings, problems) = load_run(&format!("{WEB}{keys}")).unwrap();
    (settings.run.mail.sending, problems)
}

#[test]
fn what_is_not_said_has_a_careful_default() {
    let (read, problems) =
        sending("from = \"Utkik <Utkik@Ekvik.se>\"\nserver = \"smtp.ekvik.se\"\n");
    assert_eq!(problems, [""; 0]);
    let read = read.unwrap();
    assert_eq!((read.from_name.as_str(), read.from.as_str()), ("Utkik", "Utkik@ekvik.se"));
    assert_eq!((read.security, read.port), (SmtpSecurity::StartTls, 587));
    assert_eq!((read.connections, read.per_domain_a_minute), (4, 120));
    assert_eq!((read.directory, read.user, read.dkim), (None, None, None));

    let of_security = |keys: &str| {
        let (read, problems) = sending(&format!("from = \"u@ekvik.se\"\n{keys}"));
        assert_eq!(problems, [""; 0]);
        read.map(|read| (read.port, read.per_domain_a_minute))
    };
    assert_eq!(of_security("server = \"s.ekvik.se\"\nsecurity = \"tls\"\n"), Some((465, 120)));
    assert_eq!(
        of_security(
            "server = \"10.1.0.5\"\nsecurity = \"plain-relay\"\nallow_relays = [\"10.1.0.5/32:25\"]\n"
        ),
        Some((25, 0))
    );
    assert_eq!(of_security("directory = \"brev\"\n"), Some((587, 120)));
    let (settings, problems) = load_run("[mail]\nbounces = \"/srv/mail/studs\"\n").unwrap();
    assert_eq!((problems.len(), settings.run.mail.sending), (0, None));
    assert!(settings.run.mail.bounces.unwrap().is_absolute());
}

#[test]
fn everything_can_be_said() {
    let (read, problems) = sending(
        "from = \"u@mail.ekvik.se\"\nreply_to = \"omvarld@ekvik.se\"\nserver = \"smtp.ekvik.se\"\n\
         port = 2525\nsecurity = \"starttls\"\nuser = \"utkik\"\nca_file = \"ca.pem\"\n\
         connections = 2\nper_domain_a_minute = 0\n\
         dkim = { domain = \"ekvik.se\", selector = \"utkik2026\" }\nbounces = \"studs\"\n",
    );
    assert_eq!(problems, [""; 0]);
    let read = read.unwrap();
    assert_eq!((read.from_name.as_str(), read.port, read.connections), ("", 2525, 2));
    assert_eq!(read.reply_to.unwrap().as_str(), "omvarld@ekvik.se");
    assert_eq!((read.user.as_deref(), read.per_domain_a_minute), (Some("utkik"), 0));
    assert!(read.ca_file.unwrap().is_absolute());
    assert_eq!(read.dkim, Some(("ekvik.se".to_owned(), "utkik2026".to_owned())));
}

#[test]
fn what_contradicts_itself_is_a_sentence_and_nothing_is_sent() {
    let from = "from = \"u@ekvik.se\"\nserver = \"s.ekvik.se\"\n";
    let relay = "security = \"plain-relay\"\n";
    for (keys, said) in [
        ("server = \"s.ekvik.se\"\n".to_owned(), "from is missing; write from ="),
        ("from = \"u@ekvik.se\"\n".to_owned(), "it does not say where letters go"),
        (format!("{from}directory = \"d\"\n"), "directory and server are two ways out"),
        (
            "from = \"u@ekvik.se\"\ndirectory = \"d\"\nuser = \"u\"\n".to_owned(),
            "user says something of a server, and there is none",
        ),
        (
            format!("{from}{relay}user = \"u\"\nallow_relays = [\"10.1.0.5:25\"]\n"),
            "user goes with a password, which everybody on the way could read",
        ),
        (format!("{from}{relay}"), "security \"plain-relay\" needs the relay's own address"),
        (format!("{from}allow_relays = [\"10.1.0.5:25\"]\n"), "allow_relays counts only with"),
        (format!("{from}security = \"ssl\"\n"), "security \"ssl\" is not known; there is `tls`"),
        (format!("{from}ca_file = \"annan.pem\"\n"), "ca_file names"),
        (format!("{from}dkim = {{ domain = \"ekvik.se\" }}\n"), "dkim: selector is missing"),
        (
            format!("{from}dkim = {{ domain = \"annan.se\", selector = \"s\" }}\n"),
            "dkim signs for `annan.se`, and letters come from `ekvik.se`",
        ),
        (format!("{from}password = \"hemligt\"\n"), "key `password` is not known here; it belongs"),
        (format!("{from}usr = \"u\"\n"), "key `usr` is not known; did you mean `user`?"),
        ("from = \"u@ekvik.se\"\nserver = \"smtp://s:25\"\n".to_owned(), "server \"smtp://s:25\""),
        (
            "from = \"Utkik <u@ekvik.se\"\nserver = \"s.ekvik.se\"\n".to_owned(),
            "from is not closed; write it as",
        ),
        (
            "from = \"U\\r\\nBcc: x@y.se <u@ekvik.se>\"\nserver = \"s.se\"\n".to_owned(),
            "from \"U··Bcc: x@y.se <u@ekvik.se>\" holds characters",
        ),
    ] {
        let (read, problems) = sending(&keys);
        assert_eq!(read, None, "{keys}");
        assert_eq!(problems.len(), 1, "{keys}: {problems:#?}");
        assert!(problems[0].contains(&format!("[mail]: {said}")), "{said}: {problems:?}");
        assert!(!problems[0].contains("hemligt"));
    }
    let (settings, problems) = load_run(&format!("[mail]\n{from}")).unwrap();
    assert_eq!(settings.run.mail.sending, None);
    assert!(problems[0].starts_with("1: [mail]: letters hold links to us"), "{problems:?}");
}

#[test]
fn a_header_is_believed_from_listed_proxies_alone() {
    let (settings, problems) = load_run(
        "[web]\ntrusted_proxies = [\"127.0.0.1\", \"10.1.0.0/28\", \"fd00::/8\"]\n\
         user_header = \"X-Remote-User\"\n",
    )
    .unwrap();
    assert_eq!(problems, [""; 0]);
    assert_eq!(settings.run.web.trusted_proxies.len(), 3);
    assert_eq!(settings.run.web.user_header.as_deref(), Some("X-Remote-User"));
    for (keys, said) in [
        ("user_header = \"X-Remote-User\"\n", "user_header is believed from nobody"),
        (
            "trusted_proxies = [\"::1\"]\nuser_header = \"Cookie\"\n",
            "user_header \"Cookie\" is no header that names a person",
        ),
        ("trusted_proxies = [\"10.0.0.0/8:80\"]\n", "trusted_proxies \"10.0.0.0/8:80\" is neither"),
    ] {
        let (settings, problems) = load_run(&format!("[web]\n{keys}")).unwrap();
        assert_eq!(settings.run.web.user_header, None);
        assert!(problems.len() == 1 && problems[0].contains(said), "{problems:?}");
    }
}
