//! The way to a field inside a record: `properties.title`, `/data/items`, `$.partners[*].name`.

use std::fmt;
use std::str::FromStr;

/// Steps of a path that are of use; a longer one is a mistake.
const MOST_STEPS: usize = 32;

/// A path. Three spellings mean the same: dotted (`data.projects`), JSON pointer (RFC 6901,
/// `/data/projects`), and the plain part of `JSONPath` (RFC 9535): `$.data.projects[0]`,
/// `$.data[*].name`, `$['odd.name']`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FieldPath {
    steps: Vec<Step>,
    written: String,
}

/// One step into the depth.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The field of this name; of a list, the place with this number, else that field of each.
    Key(String),
    /// Each element of a list, each value of an object.
    Each,
}

impl FieldPath {
    /// The name of a field or a column as it stands, with dots and all.
    pub fn name(name: &str) -> Self {
        Self { steps: vec![Step::Key(name.to_owned())], written: name.to_owned() }
    }

    /// The field of this name below.
    #[must_use]
    pub fn then(mut self, name: &str) -> Self {
        self.steps.push(Step::Key(name.to_owned()));
        self.written = format!("{}.{name}", self.written);
        self
    }

    /// The whole record.
    pub fn root() -> Self {
        Self { steps: Vec::new(), written: "$".to_owned() }
    }

    /// The name of the field that it leads to.
    pub fn last_key(&self) -> Option<&str> {
        match self.steps.last() {
            Some(Step::Key(key)) => Some(key),
            _ => None,
        }
    }

    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// As somebody wrote it.
    pub fn as_str(&self) -> &str {
        &self.written
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl FromStr for FieldPath {
    type Err = String;

    /// The error completes a sentence that begins with the path.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let steps = match (text.strip_prefix('$'), text.strip_prefix('/')) {
            (Some(""), _) => Vec::new(),
            (Some(rest), _) if rest.starts_with(['.', '[']) => steps(rest)?,
            (_, Some(rest)) => pointer(rest),
            _ => steps(text)?,
        };
        if steps.len() > MOST_STEPS {
            return Err(format!("has more than {MOST_STEPS} steps; shorten it"));
        }
        Ok(Self { steps, written: text.to_owned() })
    }
}

/// RFC 6901: `~1` is a slash and `~0` a tilde.
fn pointer(rest: &str) -> Vec<Step> {
    let key = |part: &str| Step::Key(part.replace("~1", "/").replace("~0", "~"));
    rest.split('/').map(key).collect()
}

fn steps(mut rest: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('[') {
            let (step, after) = bracket(after)?;
            steps.push(step);
            rest = after;
            continue;
        }
        let after = rest.strip_prefix('.').unwrap_or(rest);
        if after.starts_with('.') {
            return Err("holds `..`; write the whole way, such as `data.projects`".to_owned());
        }
        let end = after.find(['.', '[']).unwrap_or(after.len());
        let (key, behind) = after.split_at(end);
        match key {
            "" => return Err("ends with a dot, or has an empty part; write it as `a.b`".to_owned()),
            "*" => steps.push(Step::Each),
            key => steps.push(Step::Key(key.to_owned())),
        }
        rest = behind;
    }
    if steps.is_empty() {
        return Err("is empty; write the name of a field".to_owned());
    }
    Ok(steps)
}

/// What stands in brackets, and what comes behind them.
fn bracket(after: &str) -> Result<(Step, &str), String> {
    const ADVICE: &str = "holds a `[` that is not understood; write `[0]`, `[*]` or `['name']`";
    for quote in ['\'', '"'] {
        if let Some(inside) = after.strip_prefix(quote) {
            let (key, behind) = inside.split_once(quote).ok_or(ADVICE)?;
            let behind = behind.strip_prefix(']').ok_or(ADVICE)?;
            return Ok((Step::Key(key.to_owned()), behind));
        }
    }
    let (inside, behind) = after.split_once(']').ok_or(ADVICE)?;
    match inside.trim() {
        "" | "*" => Ok((Step::Each, behind)),
        number if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok((Step::Key(number.to_owned()), behind))
        }
        _ => Err(ADVICE.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(path: &str) -> Result<String, String> {
        let step = |step: &Step| match step {
            Step::Key(key) => key.clone(),
            Step::Each => "EACH".to_owned(),
        };
        Ok(path.parse::<FieldPath>()?.steps().iter().map(step).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn the_three_spellings_mean_the_same() {
        for (path, expected) in [
            ("title", "title"),
            ("data.projects", "data|projects"),
            ("/data/projects", "data|projects"),
            ("$.data.projects", "data|projects"),
            ("$", ""),
            ("$[*]", "EACH"),
            ("$.data[*].x", "data|EACH|x"),
            ("data[0].name", "data|0|name"),
            ("partners[].name", "partners|EACH|name"),
            ("data.*.name", "data|EACH|name"),
            ("$['odd.name'].x", "odd.name|x"),
            ("a[\"b]c\"]", "a|b]c"),
            ("/a~1b/c~0d/0", "a/b|c~d|0"),
            ("@meta[*].value", "@meta|EACH|value"),
            ("Innvilget beløp", "Innvilget beløp"),
            ("$price", "$price"),
        ] {
            assert_eq!(shown(path).as_deref(), Ok(expected), "{path}");
        }
    }

    #[test]
    fn what_is_no_path_says_what_to_write() {
        for (path, part) in [
            ("", "empty"),
            ("a.", "dot"),
            ("$..title", ".."),
            ("a[?(@.x)]", "[0]"),
            ("a[1", "[0]"),
            ("a['b", "[0]"),
            (&"a.".repeat(40), "dot"),
            (&vec!["a"; 40].join("."), "32"),
        ] {
            let error = shown(path).unwrap_err();
            assert!(error.contains(part), "{path}: {error}");
        }
    }
}
