//! Pages as municipal sites make them: an article of a few paragraphs in a heavy frame.

use std::fmt::Write as _;

use fastrand::Rng;

use super::words::Words;

/// A page of 30 to 90 kB, the same for the same number.
pub fn page(words: &Words, number: usize) -> String {
    let mut page = Page {
        words,
        rng: Rng::with_seed(number as u64),
        seed: number * 1_000,
        html: String::new(),
    };
    page.head();
    page.frame_before();
    page.article();
    page.frame_after();
    page.html
}

struct Page<'a> {
    words: &'a Words,
    rng: Rng,
    seed: usize,
    html: String,
}

impl Page<'_> {
    fn text(&mut self, bytes: usize) -> String {
        self.seed += 1;
        self.words.text(self.seed, bytes)
    }

    fn sentence(&mut self) -> String {
        let bytes = self.rng.usize(50..160);
        let text = self.text(bytes);
        let mut letters = text.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().to_string());
        let middle = text.len() / 2;
        let comma = text.get(middle..).and_then(|half| half.find(' ')).map(|at| middle + at);
        let rest = letters.as_str();
        let first = first.unwrap_or_default();
        match comma.and_then(|at| rest.split_at_checked(at - 1)) {
            Some((one, two)) => format!("{first}{one},{two}."),
            None => format!("{first}{rest}."),
        }
    }

    fn put(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn head(&mut self) {
        let title = self.text(50);
        write!(
            self.html,
            "<!DOCTYPE html><html lang=\"sv\"><head><meta charset=\"utf-8\"><title>{title} - Ekviks \
             kommun</title><meta property=\"og:title\" content=\"{title}\"><meta property=\"og:\
             site_name\" content=\"Ekviks kommun\"><meta name=\"viewport\" content=\"width=device-\
             width\"><link rel=\"canonical\" href=\"/nyheter/{title}\"><script type=\"application/\
             ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\"\
             :\"{title}\",\"datePublished\":\"2026-11-21T08:00:00+01:00\"}}</script>"
        )
        .unwrap();
        for sheet in 0..12 {
            write!(self.html, "<link rel=\"stylesheet\" href=\"/css/part-{sheet}.css?v=17\">")
                .unwrap();
        }
        self.put("<style>");
        for rule in 0..self.rng.usize(40..150) {
            writeln!(self.html, ".sv-{rule}{{margin:0 auto;padding:{rule}px;color:#123456}}")
                .unwrap();
        }
        self.put("</style><script>window.dataLayer=window.dataLayer||[];");
        for call in 0..self.rng.usize(40..160) {
            writeln!(self.html, "if(a<b){{track('event-{call}',{{page:'/nyheter',id:{call}}});}}")
                .unwrap();
        }
        self.put("</script></head>");
        let heading = format!(
            "<body class=\"page article\"><!-- begins --><a class=\"skip\" href=\"#main\">Hoppa till \
             innehåll</a><div id=\"cookie-banner\" class=\"cookie\" role=\"dialog\"><p>Vi använder \
             kakor för att webbplatsen ska fungera.</p><button>Godkänn</button></div>\
             <!-- title {title} -->"
        );
        self.put(&heading);
        self.seed += 1;
        self.put(&format!("<template id=\"t\"><p>{title}</p></template>"));
    }

    fn frame_before(&mut self) {
        self.put("<header class=\"site-header\"><div class=\"logo\"><a href=\"/\"><img src=\"/logo.svg\" alt=\"\"></a></div><form role=\"search\" action=\"/sok\"><input name=\"q\"><button>Sök</button></form><nav class=\"main-menu\"><ul>");
        for _ in 0..self.rng.usize(8..14) {
            let label = self.text(14);
            write!(self.html, "<li class=\"menu-item has-children\"><a class=\"menu-link\" href=\"/{label}\">{label}</a><ul class=\"sub\">").unwrap();
            for _ in 0..self.rng.usize(4..12) {
                let label = self.text(18);
                write!(self.html, "<li class=\"menu-item\"><a class=\"menu-link\" href=\"/{label}\"><span>{label}</span></a></li>").unwrap();
            }
            self.put("</ul></li>");
        }
        self.put("</ul></nav></header><ol class=\"breadcrumbs\"><li><a href=\"/\">Start</a></li><li><a href=\"/nyheter\">Nyheter</a></li></ol>");
    }

    fn article(&mut self) {
        let heading = self.text(50);
        write!(self.html, "<main id=\"main\"><div class=\"grid\"><div class=\"col\"><article class=\"article\"><h1>{heading}</h1><p class=\"date\">Publicerad <time datetime=\"2026-11-21\">21 november 2026</time></p><figure><img src=\"/bild.jpg\" alt=\"\"><figcaption>En bild</figcaption></figure>").unwrap();
        for part in 0..self.rng.usize(6..26) {
            if part % 4 == 3 {
                let heading = self.text(30);
                write!(self.html, "<h2>{heading}</h2>").unwrap();
            }
            let sentences: Vec<String> =
                (0..self.rng.usize(2..7)).map(|_| self.sentence()).collect();
            writeln!(self.html, "<p>{}</p>", sentences.join(" ")).unwrap();
            if part % 5 == 4 {
                self.put("<ul>");
                for _ in 0..4 {
                    let item = self.sentence();
                    write!(self.html, "<li>{item} <a href=\"/las/{part}\">Läs beslutet</a></li>")
                        .unwrap();
                }
                self.put("</ul>");
            }
            if part % 9 == 8 {
                self.put("<table><thead><tr><th>År</th><th>Kostnad</th><th>Beslut</th></tr></thead><tbody>");
                for row in 0..6 {
                    write!(
                        self.html,
                        "<tr><td>{}</td><td>{row} mkr</td><td>{row}/26</td></tr>",
                        2020 + row
                    )
                    .unwrap();
                }
                self.put("</tbody></table>");
            }
        }
        self.put("<div class=\"share\"><ul><li><a href=\"#\">Dela på Facebook</a></li><li><a href=\"#\">Dela på LinkedIn</a></li></ul></div></article></div>");
    }

    fn frame_after(&mut self) {
        self.put("<aside class=\"related\"><h2>Läs också</h2>");
        for _ in 0..self.rng.usize(4..20) {
            let (title, teaser) = (self.text(40), self.sentence());
            write!(self.html, "<div class=\"teaser card\"><a href=\"/{title}\"><img src=\"/liten.jpg\" alt=\"\"><h3>{title}</h3></a><p>{teaser}</p><span class=\"tag\">Nyhet</span></div>").unwrap();
        }
        self.put("</aside></div></main><footer class=\"site-footer\">");
        for _ in 0..5 {
            let heading = self.text(12);
            write!(self.html, "<div class=\"column\"><h3>{heading}</h3><ul>").unwrap();
            for _ in 0..self.rng.usize(5..12) {
                let label = self.text(20);
                write!(self.html, "<li><a href=\"/{label}\">{label}</a></li>").unwrap();
            }
            self.put("</ul></div>");
        }
        self.put("<p>Organisationsnummer 212000-0000</p></footer><script>");
        for call in 0..self.rng.usize(60..420) {
            writeln!(
                self.html,
                "window.__state.push({{key:'k{call}',value:'<div class=x>{call}</div>'}});"
            )
            .unwrap();
        }
        self.put("</script></body></html>");
    }
}
