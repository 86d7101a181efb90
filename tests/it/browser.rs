//! A real browser: Debian's Chromium, driven through chromedriver.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

/// A browser with one window and nothing remembered. It ends with the test.
pub struct Browser {
    client: Client,
    driver: Child,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Opens a window of this size.
    pub async fn open(width: u32, height: u32) -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed; `scripts/test` does that");
        let mut said = BufReader::new(driver.stdout.take().unwrap()).lines().map(Result::unwrap);
        let port = said
            .find_map(|line| {
                let port = line.split_once("started successfully on port ")?.1;
                Some(port.trim_end_matches('.').to_owned())
            })
            .expect("chromedriver names its port");
        std::thread::spawn(move || said.for_each(drop));
        let profile = tempfile::tempdir().unwrap();
        let arguments = [
            "--headless=new".to_owned(),
            // Root, whom containers know alone, has no sandbox.
            "--no-sandbox".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-gpu".to_owned(),
            "--lang=sv".to_owned(),
            // What still glides along cannot be clicked on.
            "--force-prefers-reduced-motion".to_owned(),
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        let options = json!({ "goog:chromeOptions": { "args": arguments } });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(options.as_object().unwrap().clone())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("Chromium starts");
        Self { client, driver, _profile: profile }
    }

    pub async fn go(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// Clicks on the link or the button that says this, wherever it is.
    pub async fn click(&self, text: &str) {
        let path = format!("(//a|//button)[contains(normalize-space(.), \"{text}\")]");
        let found = self.client.find(Locator::XPath(&path)).await;
        let found = match found {
            Ok(found) => found,
            Err(error) => panic!("nothing says `{text}` ({error}):\n{}", self.text().await),
        };
        found.click().await.unwrap();
    }

    /// Types into the field with this name, in the place of what is there.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self.find(&format!("[name='{name}']")).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Chooses in the list, or among the buttons, with this name.
    pub async fn choose(&self, name: &str, value: &str) {
        let button = format!("input[name='{name}'][value='{value}']");
        if let Ok(found) = self.client.find(Locator::Css(&button)).await {
            found.click().await.unwrap();
            return;
        }
        let list = self.find(&format!("select[name='{name}']")).await;
        list.select_by_value(value).await.unwrap();
    }

    async fn find(&self, css: &str) -> fantoccini::elements::Element {
        match self.client.find(Locator::Css(css)).await {
            Ok(found) => found,
            Err(error) => panic!("no `{css}` ({error}):\n{}", self.text().await),
        }
    }

    /// All that a reader sees.
    pub async fn text(&self) -> String {
        let body = self.client.find(Locator::Css("body")).await.unwrap();
        body.text().await.unwrap()
    }

    /// Insists that the page says this.
    pub async fn reads(&self, text: &str) {
        let page = self.text().await;
        assert!(page.contains(text), "`{text}` is not on the page:\n{page}");
    }

    /// How far the page is wider than the window, in pixels.
    pub async fn overflow(&self) -> i64 {
        let script = "return document.documentElement.scrollWidth - window.innerWidth";
        self.client.execute(script, Vec::new()).await.unwrap().as_i64().unwrap()
    }

    pub async fn close(self) {
        // The driver is ended below, whatever becomes of this.
        let _ = self.client.clone().close().await;
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
