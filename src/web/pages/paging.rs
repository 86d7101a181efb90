//! Leafing through the hits.

use crate::web::asked::{Asked, DEEPEST, PAGE_HITS};

/// Links to other pages of the same search.
pub struct Paging {
    pub previous: Option<String>,
    pub next: Option<String>,
    /// Pages around this one, with their links; `None` stands for a gap.
    pub steps: Vec<Option<Step>>,
}

/// One page of the hits.
pub struct Step {
    pub page: usize,
    pub link: String,
    pub is_here: bool,
}

impl Paging {
    /// `None` where one page is all.
    pub fn new(asked: &Asked, here: usize, hits: usize) -> Option<Self> {
        let last = hits.min(DEEPEST).div_ceil(PAGE_HITS);
        if last <= 1 || here > last {
            return None;
        }
        let link = |page: usize| asked.with_page(page).address();
        Some(Self {
            previous: (here > 1).then(|| link(here - 1)),
            next: (here < last).then(|| link(here + 1)),
            steps: steps(here, last)
                .into_iter()
                .map(|page| page.map(|page| Step { page, link: link(page), is_here: page == here }))
                .collect(),
        })
    }
}

/// The first page, the neighbours, and the last; `None` where pages are left out.
fn steps(here: usize, last: usize) -> Vec<Option<usize>> {
    let mut steps = Vec::new();
    let mut before = 0;
    for page in 1..=last {
        if page != 1 && page != last && page.abs_diff(here) > 1 {
            continue;
        }
        match page - before {
            1 => {}
            2 => steps.push(Some(page - 1)),
            _ => steps.push(None),
        }
        steps.push(Some(page));
        before = page;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_around_this_one_are_offered() {
        let shown = |here, last| {
            let number =
                |page: Option<usize>| page.map_or("…".to_owned(), |page| page.to_string());
            steps(here, last).into_iter().map(number).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(1, 2), "1 2");
        assert_eq!(shown(1, 9), "1 2 … 9");
        assert_eq!(shown(3, 5), "1 2 3 4 5");
        assert_eq!(shown(5, 9), "1 … 4 5 6 … 9");
        assert_eq!(shown(9, 9), "1 … 8 9");
    }

    #[test]
    fn a_search_of_one_page_has_no_paging() {
        let asked = Asked::default();
        assert!(Paging::new(&asked, 1, PAGE_HITS).is_none());
        let paging = Paging::new(&asked, 1, PAGE_HITS + 1).unwrap();
        assert_eq!(paging.next.as_deref(), Some("/?page=2"));
        assert!(paging.previous.is_none());
        assert!(Paging::new(&asked, 500, usize::MAX).unwrap().next.is_none());
    }
}
