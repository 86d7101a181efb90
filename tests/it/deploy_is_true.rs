//! What `deploy/` tells an operator to run is what the program understands.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::house::{House, program};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn units(ending: &str) -> Vec<(String, String)> {
    let folder = fs::read_dir(root().join("deploy/systemd")).unwrap();
    let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names = names.filter(|name| name.ends_with(ending));
    names.map(|name| (name.clone(), read(&format!("deploy/systemd/{name}")))).collect()
}

/// Every `utkik …` that a file of `deploy/` runs, with the file.
fn commands() -> Vec<(String, String)> {
    let mut commands = Vec::new();
    for (name, text) in units(".service") {
        let lines = text.lines().filter_map(|line| line.strip_prefix("ExecStart="));
        commands.extend(lines.map(|line| (name.clone(), line.to_owned())));
    }
    let cron = read("deploy/cron");
    let lines = cron.lines().filter_map(|line| Some(line.split_once("&& ")?.1.to_owned()));
    commands.extend(lines.map(|line| ("cron".to_owned(), line)));
    let container = read("deploy/Containerfile");
    let start = container.lines().filter_map(|line| line.strip_prefix("CMD "));
    for line in start {
        let words: Vec<String> = serde_json::from_str(line).unwrap();
        commands.push(("Containerfile".to_owned(), format!("utkik {}", words.join(" "))));
    }
    commands
}

fn help(arguments: &[&str]) -> Option<String> {
    let output = Command::new(program()).args(arguments).arg("--help").output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

#[test]
fn every_command_and_option_exists() {
    let all = commands();
    assert!(all.len() >= 6, "{all:?}");
    for (file, line) in all {
        let line = line.split('>').next().unwrap();
        let mut words = line.split_whitespace();
        assert!(words.next().unwrap().ends_with("utkik"), "{file}: {line}");
        let command = words.next().unwrap();
        let help = help(&[command]);
        let help = help.unwrap_or_else(|| panic!("{file}: `{command}` is not known"));
        for option in words.filter(|word| word.starts_with("--")) {
            assert!(help.contains(option), "{file}: `{command}` has no `{option}`");
        }
    }
}

#[test]
fn every_timer_has_a_service_and_every_unit_the_same_walls() {
    for (name, _) in units(".timer") {
        let service = name.replace(".timer", ".service");
        assert!(root().join("deploy/systemd").join(&service).is_file(), "{service}");
    }
    let services = units(".service");
    assert_eq!(services.len(), 3);
    for (name, text) in services {
        for wall in [
            "NoNewPrivileges=yes",
            "ProtectSystem=strict",
            "ProtectHome=yes",
            "PrivateTmp=yes",
            "PrivateDevices=yes",
            "CapabilityBoundingSet=",
            "MemoryDenyWriteExecute=yes",
            "RestrictNamespaces=yes",
            "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
            "SystemCallFilter=@system-service",
            "StateDirectory=utkik",
            "User=utkik",
            "UMask=0077",
            "IPAddressAllow=localhost",
            "TimeoutStopSec=20",
            "MemoryMax=",
        ] {
            assert!(text.lines().any(|line| line.starts_with(wall)), "{name} lacks `{wall}`");
        }
        let denied: Vec<&str> =
            text.lines().filter_map(|line| line.strip_prefix("IPAddressDeny=")).collect();
        let denied = denied.join(" ");
        let is_own_network_denied = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"]
            .iter()
            .all(|network| denied.contains(network));
        assert!(denied == "any" || is_own_network_denied, "{name}: {denied}");
    }
}

#[test]
fn all_meet_at_one_port() {
    let door = "127.0.0.1:8080";
    let unit = read("deploy/systemd/utkik-serve.service");
    assert!(unit.contains(&format!("--listen {door}")));
    assert!(read("deploy/nginx.conf").contains(&format!("proxy_pass http://{door};")));
    assert!(read("deploy/Caddyfile").contains(&format!("reverse_proxy {door}")));
    assert!(read("deploy/Containerfile").contains("/dev/tcp/127.0.0.1/8080"));
    assert!(help(&["serve"]).unwrap().contains(door), "the default of the program");
}

#[test]
fn every_variable_is_one_that_the_program_reads() {
    let mut sources = String::new();
    gather(&root().join("src"), &mut sources);
    let files = ["deploy/Containerfile", "deploy/cron", "docs/OPERATIONS.md"].map(read);
    let units = units(".service").into_iter().map(|(_, text)| text);
    for text in files.into_iter().chain(units) {
        for (at, _) in text.match_indices("UTKIK_") {
            let is_part = |c: char| c.is_ascii_uppercase() || c == '_';
            let name: String = text[at..].chars().take_while(|c| is_part(*c)).collect();
            assert!(sources.contains(name.trim_end_matches('_')), "nobody reads `{name}`");
        }
    }
}

fn gather(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn what_the_container_copies_is_there() {
    for line in read("deploy/Containerfile").lines() {
        let Some(rest) = line.strip_prefix("COPY ").filter(|rest| !rest.starts_with("--from"))
        else {
            continue;
        };
        let mut words: Vec<&str> = rest.split(' ').collect();
        words.pop();
        for word in words {
            assert!(root().join(word).exists(), "{word}");
        }
    }
    let rust = read("Cargo.toml");
    let version = rust.split("rust-version = \"").nth(1).unwrap().split('"').next().unwrap();
    assert!(read("deploy/Containerfile").contains(&format!("rust:{version}-")), "{version}");
}

/// By systemd itself, where there is one: the units with the program of this test.
#[test]
fn systemd_understands_the_units() {
    if Command::new("systemd-analyze").arg("--version").output().is_err() {
        eprintln!("SKIP: there is no systemd-analyze here");
        return;
    }
    let house = House::new();
    let mut paths = Vec::new();
    for (name, text) in units(".service").into_iter().chain(units(".timer")) {
        let own = program().display().to_string();
        house.write(&name, &text.replace("/usr/local/bin/utkik", &own));
        paths.push(house.path(&name));
    }
    let output = Command::new("systemd-analyze").arg("verify").args(&paths).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let ours: Vec<&str> = said.lines().filter(|line| line.contains("utkik-")).collect();
    assert!(ours.is_empty(), "{}", ours.join("\n"));
}
