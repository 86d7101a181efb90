//! A hash table for words that is quick to fill and to ask: all words lie in one string.

/// Words and what is known of them. The first value given for a word stays. Whoever asks brings
/// the hash, because the beginnings of a word, or its ends, are hashed in one go.
pub struct Table<V> {
    letters: String,
    /// Open addressing, never more than half full; a slot of length 0 is free.
    slots: Vec<Slot<V>>,
    count: usize,
}

#[derive(Clone, Copy, Default)]
struct Slot<V> {
    hash: u32,
    at: u32,
    length: u8,
    value: V,
}

impl<V: Copy + Default> Table<V> {
    pub fn with_capacity(words: usize) -> Self {
        let slots = vec![Slot::default(); (words.max(8) * 2).next_power_of_two()];
        Self { letters: String::with_capacity(words * 9), slots, count: 0 }
    }

    /// Where the value of a word stands; a new word gets the default first. `None` for words
    /// that are empty or far too long.
    pub fn entry(&mut self, hash: u32, word: &str) -> Option<(&mut V, bool)> {
        if (self.count + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let at = u32::try_from(self.letters.len()).ok()?;
        let length = u8::try_from(word.len()).ok().filter(|length| *length > 0)?;
        let place = self.find(hash, word);
        let slot = self.slots.get_mut(place)?;
        let is_new = slot.length == 0;
        if is_new {
            *slot = Slot { hash, at, length, value: V::default() };
            self.letters.push_str(word);
            self.count += 1;
        }
        Some((&mut slot.value, is_new))
    }

    pub fn get(&self, hash: u32, word: &str) -> Option<V> {
        let slot = self.slots.get(self.find(hash, word))?;
        (slot.length > 0).then_some(slot.value)
    }

    /// The slot that holds the word, or the free one where it belongs.
    fn find(&self, hash: u32, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get(at) {
            if slot.length == 0 || (slot.hash == hash && self.word(slot) == word) {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    fn word(&self, slot: &Slot<V>) -> &str {
        let from = slot.at as usize;
        self.letters.get(from..from + usize::from(slot.length)).unwrap_or_default()
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); self.slots.len() * 2];
        let old = std::mem::replace(&mut self.slots, larger);
        let mask = self.slots.len() - 1;
        for slot in old.into_iter().filter(|slot| slot.length > 0) {
            let mut at = slot.hash as usize & mask;
            while self.slots.get(at).is_some_and(|other| other.length > 0) {
                at = (at + 1) & mask;
            }
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }
}

/// FNV-1a byte by byte: short words, no adversary.
#[derive(Clone, Copy)]
pub struct Hash(u32);

impl Default for Hash {
    fn default() -> Self {
        Self(0x811c_9dc5)
    }
}

impl Hash {
    /// From the first letter to the last.
    pub fn of(word: &str) -> u32 {
        word.bytes().fold(Self::default(), Self::with).finish()
    }

    /// From the last letter to the first.
    pub fn from_end(word: &str) -> u32 {
        word.bytes().rev().fold(Self::default(), Self::with).finish()
    }

    pub fn with(self, byte: u8) -> Self {
        Self((self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    pub fn finish(self) -> u32 {
        self.0 ^ (self.0 >> 15)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_however_many() {
        let mut table = Table::<u32>::with_capacity(4);
        let words: Vec<String> = (0..500).map(|number| format!("ord{number}")).collect();
        for (number, word) in (0..).zip(&words) {
            let (value, is_new) = table.entry(Hash::of(word), word).unwrap();
            assert!(is_new);
            *value = number;
        }
        for (number, word) in (0..).zip(&words) {
            assert_eq!(table.get(Hash::of(word), word), Some(number));
            assert!(!table.entry(Hash::of(word), word).unwrap().1);
        }
        assert_eq!(table.get(Hash::of("ord"), "ord"), None);
        assert!(table.entry(Hash::of(""), "").is_none());
    }
}
