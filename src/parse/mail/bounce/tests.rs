//! Reports as mail servers write them.

use super::*;

fn check(report: &str, expected: &[(&str, bool)], message_id: Option<&str>) {
    let bounces = read(report.replace('\n', "\r\n").as_bytes()).unwrap();
    let told: Vec<(&str, bool)> =
        bounces.iter().map(|bounce| (bounce.recipients[0].as_str(), bounce.is_permanent)).collect();
    assert_eq!(told, expected, "{report}");
    for bounce in &bounces {
        assert_eq!(bounce.message_id.as_deref(), message_id, "{report}");
    }
}

/// A report in three parts with these fields of a recipient.
fn report(fields: &str) -> String {
    format!(
        "Return-Path: <>\nFrom: MAILER-DAEMON@mail.ekvik.se\nTo: utkik@ekvik.se\n\
         Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n\
         --b\nContent-Type: text/plain; charset=us-ascii\n\nI'm sorry to have to inform you\n\n\
         --b\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mail.ekvik.se\nArrival-Date: Mon, 23 Nov 2026 07:00:00 +0100\n\n\
         {fields}\n\
         --b\nContent-Type: text/rfc822-headers\n\n\
         From: utkik@ekvik.se\nTo: anna@ekvik.se\nMessage-ID: <n.7.a@utkik.ekvik.se>\n\
         Subject: Utkik\n\n--b--\n"
    )
}

const ID: Option<&str> = Some("n.7.a@utkik.ekvik.se");

#[test]
fn a_report_tells_whom_and_whether_for_good() {
    let recipient = |action: &str, status: &str| {
        report(&format!(
            "Final-Recipient: rfc822; anna@ekvik.se\nOriginal-Recipient: rfc822;anna@ekvik.se\n\
             Action: {action}\nStatus: {status}\nRemote-MTA: dns; mx.ekvik.se\n\
             Diagnostic-Code: smtp; 550 5.1.1 <anna@ekvik.se>:\n    user unknown\n"
        ))
    };
    check(&recipient("failed", "5.1.1"), &[("anna@ekvik.se", true)], ID);
    check(&recipient("Failed (bad address)", "5.1.10 (unknown)"), &[("anna@ekvik.se", true)], ID);
    check(&recipient("failed", "4.4.7"), &[("anna@ekvik.se", false)], ID);
    for action in ["delayed", "delivered", "relayed", "expanded"] {
        check(&recipient(action, "4.4.1"), &[], ID);
        check(&recipient(action, "2.0.0"), &[], ID);
    }
}

#[test]
fn of_a_forwarded_mailbox_ours_is_found() {
    let forwarded =
        report("Final-Recipient: RFC822; <a.ek@other.example>\nAction: failed\nStatus: 5.1.1\n");
    let bounces = read(forwarded.replace('\n', "\r\n").as_bytes()).unwrap();
    let all: Vec<&str> = bounces[0].recipients.iter().map(MailAddress::as_str).collect();
    assert_eq!(all, ["a.ek@other.example", "anna@ekvik.se"]);
}

#[test]
fn several_recipients_and_missing_lines() {
    let two = "Final-Recipient: rfc822; a@ekvik.se\nAction: failed\nStatus: 5.0.0\n\
               Final-Recipient: rfc822; b@ekvik.se\nAction: delayed\nStatus: 4.0.0\n\n\
               Final-Recipient: rfc822; c@ekvik.se\nStatus: 5.2.1\n";
    check(&report(two), &[("a@ekvik.se", true), ("c@ekvik.se", true)], ID);
    check(&report("Final-Recipient: x400; /G=Anna/\nAction: failed\nStatus: 5.1.1\n"), &[], ID);
}

#[test]
fn a_report_with_the_whole_letter() {
    let whole = "From: postmaster@ekvik.se\nContent-Type: multipart/report; boundary=b\n\n\
        --b\nContent-Type: text/html\n\n<p>Det gick inte att leverera</p>\n\
        --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\n\n\
        Final-Recipient: rfc822;anna@ekvik.se\nAction: failed\nStatus: 5.1.10\n\
        Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound\n\n\
        --b\nContent-Type: message/rfc822\n\nTo: anna@ekvik.se\n\
        Message-ID: <n.7.a@utkik.ekvik.se>\nContent-Type: text/plain\n\nHej\n--b--\n";
    check(whole, &[("anna@ekvik.se", true)], ID);
}

#[test]
fn exim_and_gmail_name_them_in_the_head() {
    let exim = "Return-Path: <>\nX-Failed-Recipients: anna@ekvik.se,\n  bo@ekvik.se\n\
        Auto-Submitted: auto-replied\nFrom: Mail Delivery System <Mailer-Daemon@m.example>\n\
        Subject: Mail delivery failed: returning message to sender\n\n\
        This message was created automatically by mail delivery software.\n\n\
        \u{20}\u{20}anna@ekvik.se\n    Unrouteable address\n\n\
        ------ This is a copy of the message, including all the headers. ------\n\n\
        Message-ID: <n.7.a@utkik.ekvik.se>\nSubject: Utkik\n\nHej\n";
    check(exim, &[("anna@ekvik.se", true), ("bo@ekvik.se", true)], ID);
}

#[test]
fn qmail_tells_it_in_words() {
    let qmail = |words: &str| {
        format!(
            "Return-Path: <>\nFrom: MAILER-DAEMON@m.example\nSubject: failure notice\n\n\
             Hi. This is the qmail-send program at m.example.\n\
             I'm afraid I wasn't able to deliver your message to the following addresses.\n\n\
             {words}\n\
             --- Below this line is a copy of the message.\n\n\
             Return-Path: <utkik@ekvik.se>\nMessage-ID: <n.7.a@utkik.ekvik.se>\n\
             To: anna@ekvik.se\nSubject: Utkik\n\nHej\n"
        )
    };
    let gone = "<anna@ekvik.se>:\nSorry, no mailbox here by that name. (#5.1.1)\n";
    check(&qmail(gone), &[("anna@ekvik.se", true)], ID);
    let late = "<anna@ekvik.se>:\nSorry, I wasn't able to establish an SMTP connection. (#4.4.1)\n\
                I'm not going to try again; this message has been in the queue too long.\n";
    check(&qmail(late), &[("anna@ekvik.se", false)], ID);
    let remote = "<anna@ekvik.se>:\n192.0.2.7 does not like recipient.\n\
                  Remote host said: 550 No such user\nGiving up on 192.0.2.7.\n\n\
                  <bo@ekvik.se>:\nuser is over quota (#5.2.2)\n";
    check(&qmail(remote), &[("anna@ekvik.se", true), ("bo@ekvik.se", true)], ID);
}

#[test]
fn exchange_tells_it_in_words() {
    let exchange = "From: postmaster@ekvik.se\nSubject: Undeliverable: Utkik\n\n\
        Your message did not reach some or all of the intended recipients.\n\n\
        The following recipient(s) could not be reached:\n\n\
        \u{20}     anna@ekvik.se on 2026-11-23 07:00\n\
        \u{20}           The e-mail account does not exist at the organization.\n\
        \u{20}           <mail.ekvik.se #5.1.1>\n";
    check(exchange, &[("anna@ekvik.se", true)], None);
    let online = "Return-Path: <>\nFrom: MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@e.se\n\
        Subject: Undeliverable: Utkik\n\nDiagnostic information for administrators:\n\n\
        anna@ekvik.se\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'\n\n\
        Original message headers:\n\nFrom: utkik@ekvik.se\nTo: anna@ekvik.se\n\
        Message-ID: <n.7.a@utkik.ekvik.se>\n";
    check(online, &[("anna@ekvik.se", true)], ID);
}

#[test]
fn other_letters_are_no_reports() {
    check("From: anna@ekvik.se\nSubject: 550 5.1.1\n\nRing 550 5.1.1, bo@ekvik.se!\n", &[], None);
    let away = "Return-Path: <>\nFrom: anna@ekvik.se\nAuto-Submitted: auto-replied\n\
                In-Reply-To: <n.7.a@utkik.ekvik.se>\nSubject: Semester\n\n\
                Ring bo@ekvik.se, 550 22 11.\n";
    check(away, &[], None);
    check("From: mailer-daemon@m.example\nSubject: Warning\n\nanna@ekvik.se waits\n", &[], None);
    check("x", &[], None);
}

#[test]
fn a_hostile_report_does_no_harm() {
    let many = "Final-Recipient: rfc822; a@ekvik.se\nAction: failed\n".repeat(100_000);
    assert!(read(report(&many).as_bytes()).unwrap().len() <= 101);
    let deep = "Content-Type: message/rfc822\n\n".repeat(5_000);
    let _ = read(deep.as_bytes());
    let addresses = format!("From: postmaster@e.se\n\n{}", "a@b.se 5.1.1\n".repeat(100_000));
    assert!(read(addresses.as_bytes()).unwrap().len() <= 1);
}
