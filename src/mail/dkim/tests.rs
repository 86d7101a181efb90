//! Signatures, looked at by the standard's own example and by the key's other half.

use aws_lc_rs::signature;

use super::*;
use crate::markup::decode_base64;

/// The key of RFC 8463, appendix A.2, in PKCS#8.
const ED25519: &str = "-----BEGIN PRIVATE KEY-----\n\
    MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n\
    -----END PRIVATE KEY-----\n";

fn signer(key: &str) -> Result<Signer, KeyError> {
    let name = |text: &str| text.to_owned();
    let (domain, selector) = (name("football.example.com"), name("brisbane"));
    Signer::new(&DkimSettings { domain, selector, key: name(key) })
}

#[test]
fn the_public_key_is_that_of_the_standard() {
    let signer = signer(ED25519).unwrap();
    assert_eq!(
        signer.record(),
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    );
    assert_eq!(signer.record_name(), "brisbane._domainkey.football.example.com");
}

/// RFC 8463, appendix A: the body hash and the signature that a known verifier accepts.
#[test]
fn the_example_of_the_standard_is_signed_as_there() {
    let body = b"Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
    let hash = digest::digest(&digest::SHA256, &relaxed_body(body));
    assert_eq!(encode_base64(hash.as_ref()), "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
    let fields = [
        "From: Joe SixPack <joe@football.example.com>",
        "To: Suzie Q <suzie@shopping.example.net>",
        "Subject: Is dinner ready?",
        "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)",
        "Message-ID: <20030712040037.46341.5F8J@football.example.com>",
    ];
    let unsigned = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n \
         d=football.example.com; i=@football.example.com;\r\n q=dns/txt; s=brisbane; \
         t=1528637909; h=from : to :\r\n subject : date : message-id : from : subject : date;\r\n \
         bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=";
    let mut signed: String = fields.iter().map(|field| relaxed_field(field) + "\r\n").collect();
    signed.push_str(&relaxed_field(unsigned));
    let signature = encode_base64(&Key::read(ED25519).unwrap().sign(signed.as_bytes()).unwrap());
    assert_eq!(
        signature,
        "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw=="
    );
}

#[test]
fn a_letter_is_signed_and_the_signature_holds() {
    let letter = b"From: a@b.se\r\nTo: c@d.se\r\nSubject: hej\r\n\tallihop\r\n\r\nText \r\n\r\n";
    let signed = signer(ED25519).unwrap().sign(letter, Timestamp::from_millis(1_000_000));
    let text = String::from_utf8(signed).unwrap();
    let (signature, rest) = text.split_at(text.find("From: a@b.se").unwrap());
    assert_eq!(rest.as_bytes(), letter);
    assert!(signature.contains("h=from:to:subject:from;") && signature.contains("t=1000;"));
    assert!(signature.lines().all(|line| line.len() <= 78), "{signature}");
    let (before, value) = signature.split_once("\tb=").unwrap();
    let hashed = "from:a@b.se\r\nto:c@d.se\r\nsubject:hej allihop\r\n".to_owned()
        + &relaxed_field(&format!("{before}\tb="));
    let hash = digest::digest(&digest::SHA256, hashed.as_bytes());
    let public = decode_base64("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=").unwrap();
    signature::UnparsedPublicKey::new(&signature::ED25519, public)
        .verify(hash.as_ref(), &decode_base64(value).unwrap())
        .unwrap();
}

#[test]
fn a_key_that_cannot_sign_is_told_what_to_do() {
    let check = |key: &str, error| assert_eq!(signer(key).err(), Some(error), "{key}");
    check("", KeyError::NoPem);
    check("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n", KeyError::NoPkcs8);
    check("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n", KeyError::Locked);
    check("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", KeyError::Kind);
    let one_line = ED25519.trim_end().replace('\n', "\\n");
    assert!(signer(&one_line).is_ok());
}
