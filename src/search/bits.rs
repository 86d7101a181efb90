//! A set of documents of one segment.

/// One bit a document.
#[derive(Clone, Debug)]
pub(super) struct Bits {
    words: Vec<u64>,
    length: u32,
}

impl Bits {
    pub fn none(length: u32) -> Self {
        Self { words: vec![0; length.div_ceil(64) as usize], length }
    }

    pub fn all(length: u32) -> Self {
        let mut bits = Self { words: vec![u64::MAX; length.div_ceil(64) as usize], length };
        bits.clear_tail();
        bits
    }

    pub fn insert(&mut self, document: u32) {
        if let Some(word) = self.words.get_mut((document / 64) as usize) {
            *word |= 1 << (document % 64);
        }
    }

    pub fn has(&self, document: u32) -> bool {
        let word = self.words.get((document / 64) as usize).copied().unwrap_or_default();
        word >> (document % 64) & 1 == 1
    }

    pub fn keep(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    pub fn add(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    pub fn invert(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.clear_tail();
    }

    /// The documents in growing order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        each_bit(self.words.iter().copied())
    }

    /// The documents that are in this set and in another.
    pub fn both<'b>(&'b self, other: &'b Self) -> impl Iterator<Item = u32> + 'b {
        each_bit(self.words.iter().zip(&other.words).map(|(one, other)| one & other))
    }

    fn clear_tail(&mut self) {
        let used = self.length % 64;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }
}

fn each_bit(words: impl Iterator<Item = u64>) -> impl Iterator<Item = u32> {
    words.zip(0_u32..).flat_map(|(word, number)| {
        let mut rest = word;
        std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let bit = rest.trailing_zeros();
            rest &= rest - 1;
            Some(number * 64 + bit)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_joined_cut_and_inverted() {
        let mut even = Bits::none(130);
        (0..130).step_by(2).for_each(|document| even.insert(document));
        let mut odd = even.clone();
        odd.invert();
        assert_eq!(odd.iter().count(), 65);
        assert_eq!((odd.iter().next(), odd.iter().last()), (Some(1), Some(129)));
        let mut both = even.clone();
        both.add(&odd);
        assert_eq!(both.iter().count(), Bits::all(130).iter().count());
        both.keep(&even);
        assert_eq!(both.iter().last(), Some(128));
        assert_eq!(Bits::all(0).iter().count(), 0);
    }
}
