//! Only who is signed in comes in, and nobody else can have them do anything.

use super::world::{self, Answer, World, fill, now};
use crate::store::Store;
use crate::web::ServeOptions;
use crate::web::links::encode;

const TOKEN: &str = "en lång nyckel som ingen gissar";

/// Somebody who is signed in.
pub struct Inside {
    pub world: World,
    pub store: Store,
    /// A whole header line.
    pub cookie: String,
    /// What forms of this session carry.
    pub form: String,
}

impl Inside {
    pub async fn new() -> Self {
        Self::of(|_| ()).await
    }

    async fn of(change: impl FnOnce(&mut ServeOptions)) -> Self {
        let world = World::of(|options| {
            options.admin_token = Some(TOKEN.to_owned());
            options.letters_from = Some(world::letters_from());
            change(options);
        });
        let world = world.await;
        fill(world.folder.path()).await;
        let store = Store::open(&world.folder.path().join("utkik.db")).await.unwrap();
        let answer = sign_in(&world, TOKEN).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/analyst"));
        let line = answer.header("set-cookie").to_owned();
        let cookie = format!("Cookie: {}\r\n", line.split(';').next().unwrap());
        let page = world.ask("GET", "/analyst", &cookie).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let form = field(&page, "form");
        Self { world, store, cookie, form }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.world.ask("GET", path, &self.cookie).await
    }

    /// Sends a form of an own page; `fields` come after its token.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = format!("form={}", self.form);
        for (name, value) in fields {
            form = format!("{form}&{name}={}", encode(value));
        }
        let headers = format!("{}Sec-Fetch-Site: same-origin\r\n", self.cookie);
        self.world.send("POST", path, &headers, &form).await
    }

    /// A basket with one hit; gives the address of its page.
    pub async fn basket(&self, title: &str) -> String {
        let made = self.post("/analyst/baskets", &[("title", title)]).await;
        assert_eq!(made.status, 303, "{}", made.body);
        let path = made.header("location").to_owned();
        let id = path.rsplit('/').next().unwrap();
        let document = [("document", "0000000000000001"), ("basket", id), ("back", "/?q=smarta")];
        let added = self.post("/analyst/baskets/add", &document).await;
        assert_eq!((added.status, added.header("location")), (303, "/?q=smarta"));
        path
    }

    /// Everything that a request could have changed.
    async fn kept(&self) -> String {
        format!(
            "{:?} {:?} {:?}",
            self.store.searches().await.unwrap(),
            self.store.baskets().await.unwrap(),
            self.store.outbox_counts().await.unwrap(),
        )
    }
}

async fn sign_in(world: &World, token: &str) -> Answer {
    world.post("/sign-in", &format!("token={}", encode(token))).await
}

/// The value of a hidden field.
fn field(page: &Answer, name: &str) -> String {
    let (_, behind) = page.body.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    behind.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_token_opens_a_session_and_nothing_else_does() {
    let inside = Inside::new().await;
    let wrong = sign_in(&inside.world, "fel").await;
    assert_eq!((wrong.status, wrong.header("set-cookie")), (403, ""));
    assert!(wrong.body.contains("Nyckeln stämmer inte"), "{}", wrong.body);
    let line = sign_in(&inside.world, TOKEN).await;
    let line = line.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"] {
        assert!(line.contains(part), "{line}");
    }
    assert!(!line.contains("Secure"), "the address is http: {line}");
    let made_up = "Cookie: utkik_session=0123456789abcdef0123456789abcdef\r\n";
    assert_eq!(inside.world.ask("GET", "/analyst", made_up).await.status, 303);
    let database = std::fs::read(inside.world.folder.path().join("utkik.db")).unwrap();
    let secret = inside.cookie.trim().rsplit('=').next().unwrap().as_bytes();
    assert!(!database.windows(secret.len()).any(|window| window == secret));
}

#[tokio::test]
async fn a_session_is_encrypted_where_the_address_is() {
    let secure = |options: &mut ServeOptions| {
        options.base_url = Some("https://utkik.example".to_owned());
    };
    let world = World::of(|options| {
        options.admin_token = Some(TOKEN.to_owned());
        secure(options);
    });
    let answer = sign_in(&world.await, TOKEN).await;
    assert!(answer.header("set-cookie").ends_with("; Secure"), "{answer:?}");
}

#[tokio::test]
async fn who_guesses_has_to_wait() {
    let world = World::of(|options| options.admin_token = Some(TOKEN.to_owned())).await;
    for _ in 0..10 {
        assert_eq!(sign_in(&world, "fel").await.status, 403);
    }
    let answer = sign_in(&world, TOKEN).await;
    assert_eq!((answer.status, answer.header("set-cookie")), (429, ""));
}

#[tokio::test]
async fn a_session_ends_by_itself_and_when_one_leaves() {
    let inside = Inside::new().await;
    let hash = crate::token::hash(inside.cookie.trim().rsplit('=').next().unwrap());
    let hours = |hours: u64| now().plus(std::time::Duration::from_hours(hours));
    assert!(inside.store.session(&hash, hours(11)).await.unwrap().is_some());
    assert!(inside.store.session(&hash, hours(12)).await.unwrap().is_none());
    let left = inside.post("/sign-out", &[]).await;
    assert_eq!((left.status, left.header("location")), (303, "/"));
    assert!(left.header("set-cookie").contains("Max-Age=0"), "{left:?}");
    assert_eq!(inside.get("/analyst").await.status, 303);
}

#[tokio::test]
async fn without_a_token_the_page_says_how_to_set_one() {
    let world = World::empty().await;
    let page = world.get("/sign-in").await;
    assert!(page.body.contains("UTKIK_ADMIN_TOKEN"), "{}", page.body);
    assert!(!page.body.contains("type=\"password\""), "{}", page.body);
    for token in ["", "x"] {
        assert_eq!(sign_in(&world, token).await.status, 403);
    }
}

#[tokio::test]
async fn a_listed_proxy_vouches_and_nobody_else() {
    let world = |trusted: &'static str| async move {
        let world = World::of(|options| {
            options.trusted_proxies = vec![trusted.to_owned()];
            options.user_header = Some("X-Remote-User".to_owned());
        });
        let world = world.await;
        fill(world.folder.path()).await;
        world
    };
    let anna = "X-Remote-User: anna\r\n";
    let forged = world("10.0.0.0/8").await;
    assert_eq!(forged.ask("GET", "/analyst", anna).await.status, 303);
    assert_eq!(
        forged.ask("GET", "/analyst", &format!("{anna}X-Forwarded-For: 10.0.0.1\r\n")).await.status,
        303
    );
    let trusted = world("127.0.0.0/8").await;
    let page = trusted.ask("GET", "/analyst", anna).await;
    assert!(page.body.contains("Inloggad som anna"), "{}", page.body);
    assert_eq!(trusted.get("/analyst").await.status, 303);
    let twice = format!("{anna}X-Remote-User: bo\r\n");
    assert_eq!(trusted.ask("GET", "/analyst", &twice).await.status, 303);
    assert!(!page.body.contains("/sign-out"), "nobody signs out of a proxy here");
    let page = trusted.ask("GET", "/analyst/baskets", anna).await;
    let body = format!("form={}&title=x", field(&page, "form"));
    let own = format!("{anna}Sec-Fetch-Site: same-origin\r\n");
    assert_eq!(trusted.send("POST", "/analyst/baskets", &own, &body).await.status, 303);
    let other = format!("{anna}Sec-Fetch-Site: cross-site\r\n");
    assert_eq!(trusted.send("POST", "/analyst/baskets", &other, &body).await.status, 403);
    // The token of one is of no use to another.
    let bo = "X-Remote-User: bo\r\nSec-Fetch-Site: same-origin\r\n";
    assert_eq!(trusted.send("POST", "/analyst/baskets", bo, &body).await.status, 403);
}

#[tokio::test]
async fn other_sites_can_have_nothing_done() {
    let inside = Inside::new().await;
    let before = inside.kept().await;
    let body = format!("form={}&title=x", inside.form);
    for origin in
        ["Sec-Fetch-Site: cross-site\r\n", "Origin: https://evil2.example\r\n", "Origin: null\r\n"]
    {
        let headers = format!("{}{origin}", inside.cookie);
        let answer = inside.world.send("POST", "/analyst/baskets", &headers, &body).await;
        assert_eq!(answer.status, 403, "{origin}");
    }
    let own = format!("{}Sec-Fetch-Site: same-origin\r\n", inside.cookie);
    for form in ["title=x", "form=&title=x", "form=00000000000000000000000000000000&title=x"] {
        let answer = inside.world.send("POST", "/analyst/baskets", &own, form).await;
        assert_eq!(answer.status, 403, "{form}");
        assert!(answer.body.contains("hör till en annan inloggning"), "{}", answer.body);
    }
    assert_eq!(inside.kept().await, before);
}

#[tokio::test]
async fn a_get_changes_nothing() {
    let inside = Inside::new().await;
    let basket = inside.basket("Vecka 47").await;
    let before = inside.kept().await;
    for page in [
        "/analyst",
        "/analyst/searches",
        "/analyst/searches/new?q=smarta",
        "/analyst/feedback",
        "/analyst/feedback.csv",
        "/analyst/feedback.json",
        "/analyst/baskets",
        "/sign-in",
        "/?q=smarta",
        "/documents/0000000000000001",
    ] {
        let answer = inside.get(page).await;
        assert!([200, 303].contains(&answer.status), "{page}: {}", answer.body);
        assert_eq!(answer.header("cache-control"), "no-store", "{page}");
    }
    for end in [
        "",
        "/remove",
        "/basket.md",
        "/basket.csv",
        "/basket.txt",
        "/preview",
        "/letter.html",
        "/letter.eml",
        "/send",
    ] {
        let answer = inside.get(&format!("{basket}{end}")).await;
        assert_eq!(answer.status, 200, "{end}: {}", answer.body);
        assert_eq!(answer.header("cache-control"), "no-store", "{end}");
    }
    let mail = inside.get(&format!("{basket}/letter.eml")).await.body;
    assert!(mail.contains("<omvarld@kommun.example>"), "as it will come: {mail}");
    assert_eq!(inside.kept().await, before);
}

#[tokio::test]
async fn strangers_see_the_public_pages_as_ever() {
    let inside = Inside::new().await;
    let public = inside.world.get("/?q=smarta").await;
    assert!(!public.body.contains("Lägg i samling") && !public.body.contains("/analyst\""));
    assert_eq!(public.header("cache-control"), "no-cache");
    let own = inside.get("/?q=smarta").await;
    assert!(own.body.contains("Lägg i samling") && own.body.contains("href=\"/analyst\""));
    let excerpt = inside.world.get("/documents/000000000000bad1").await.body;
    let whole = inside.get("/documents/000000000000bad1").await;
    assert!(whole.body.len() > excerpt.len() + 500, "the whole text");
    assert!(whole.body.contains("Hela texten visas") && !excerpt.contains("Hela texten visas"));
    assert!(
        !whole.body.contains("<script") && whole.body.contains("&#60;script&#62;"),
        "{}",
        whole.body
    );
    assert_eq!(whole.header("x-robots-tag"), "noindex");
}
