//! What a page asks of robots: the words of its robots meta and of its `X-Robots-Tag`.

/// The names that such words are addressed to when they are meant for us.
const OURS: [&str; 2] = ["utkik", "robots"];

/// Words that carry a value behind a colon and name no robot.
const WITH_VALUE: [&str; 4] =
    ["max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"];

/// What was asked for; nothing is the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RobotsWords {
    /// Not to be in an index.
    pub noindex: bool,
    /// Its links are not to be followed.
    pub nofollow: bool,
    /// No copy is to be shown.
    pub noarchive: bool,
}

impl RobotsWords {
    /// Whether a `<meta>` of this name is meant for us.
    pub fn is_for_us(name: &str) -> bool {
        OURS.contains(&name.trim().to_ascii_lowercase().as_str())
    }

    /// Reads the `content` of a robots meta; `none` is `noindex, nofollow`.
    pub fn of_meta(content: &str) -> Self {
        let mut words = Self::default();
        for word in content.split(|c: char| c == ',' || c.is_whitespace()) {
            words.add(word);
        }
        words
    }

    /// Reads `X-Robots-Tag`, one header to a line. A line may be addressed to one robot:
    /// `googlebot: noindex` is not for us.
    pub fn of_header(lines: &str) -> Self {
        let mut words = Self::default();
        for line in lines.lines() {
            let mut is_ours = true;
            for part in line.split(',') {
                let word = match part.split_once(':') {
                    Some((name, _)) if is_value(name) => continue,
                    Some((name, word)) => {
                        is_ours = Self::is_for_us(name);
                        word
                    }
                    None => part,
                };
                if is_ours {
                    words.add(word.trim());
                }
            }
        }
        words
    }

    /// What either of the two asks for.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            noindex: self.noindex || other.noindex,
            nofollow: self.nofollow || other.nofollow,
            noarchive: self.noarchive || other.noarchive,
        }
    }

    fn add(&mut self, word: &str) {
        match word.to_ascii_lowercase().as_str() {
            "noindex" => self.noindex = true,
            "nofollow" => self.nofollow = true,
            "noarchive" => self.noarchive = true,
            "none" => (self.noindex, self.nofollow) = (true, true),
            _ => {}
        }
    }
}

fn is_value(name: &str) -> bool {
    WITH_VALUE.contains(&name.trim().to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn asked(noindex: bool, nofollow: bool, noarchive: bool) -> RobotsWords {
        RobotsWords { noindex, nofollow, noarchive }
    }

    #[test]
    fn metas_are_read() {
        for (content, expected) in [
            ("NOINDEX,nofollow", asked(true, true, false)),
            ("none", asked(true, true, false)),
            ("noarchive, follow", asked(false, false, true)),
            ("index, max-image-preview:none", asked(false, false, false)),
            ("noindex follow", asked(true, false, false)),
            ("", asked(false, false, false)),
        ] {
            assert_eq!(RobotsWords::of_meta(content), expected, "{content}");
        }
    }

    #[test]
    fn headers_are_read_where_they_are_meant_for_us() {
        for (lines, expected) in [
            ("noindex", asked(true, false, false)),
            ("googlebot: noindex, nofollow", asked(false, false, false)),
            ("googlebot: noindex\nnoarchive", asked(false, false, true)),
            ("Utkik: none", asked(true, true, false)),
            ("otherbot: noindex, utkik: nofollow", asked(false, true, false)),
            ("max-image-preview: none, noindex", asked(true, false, false)),
            ("unavailable_after: 25 Jun 2027 15:00:00 GMT", asked(false, false, false)),
        ] {
            assert_eq!(RobotsWords::of_header(lines), expected, "{lines}");
        }
    }

    #[test]
    fn names_of_other_robots_are_not_ours() {
        assert!(RobotsWords::is_for_us("Robots") && RobotsWords::is_for_us("utkik"));
        assert!(!RobotsWords::is_for_us("googlebot"));
    }
}
