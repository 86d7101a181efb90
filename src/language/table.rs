//! A hash table for words that is quick to fill and to ask: all words lie in one string.

/// Words and what is known of them. The first value given for a word stays.
pub struct Table<V> {
    letters: String,
    /// Hash, place in `letters`, and value; open addressing, never more than half full.
    slots: Vec<Option<Slot<V>>>,
    count: usize,
}

#[derive(Clone, Copy)]
struct Slot<V> {
    hash: u32,
    at: u32,
    length: u16,
    value: V,
}

impl<V: Copy> Table<V> {
    pub fn with_capacity(words: usize) -> Self {
        let slots = vec![None; (words.max(8) * 2).next_power_of_two()];
        Self { letters: String::with_capacity(words * 9), slots, count: 0 }
    }

    pub fn insert(&mut self, word: &str, value: V) {
        if (self.count + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let hash = hash(word);
        let free = self.find(hash, word);
        let (Ok(at), Ok(length)) =
            (u32::try_from(self.letters.len()), u16::try_from(word.len()))
        else {
            return;
        };
        if let Some(slot @ None) = self.slots.get_mut(free) {
            *slot = Some(Slot { hash, at, length, value });
            self.letters.push_str(word);
            self.count += 1;
        }
    }

    pub fn get(&self, word: &str) -> Option<V> {
        let slot = self.slots.get(self.find(hash(word), word))?;
        slot.as_ref().map(|slot| slot.value)
    }

    /// The slot that holds the word, or the free one where it belongs.
    fn find(&self, hash: u32, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(Some(slot)) = self.slots.get(at) {
            if slot.hash == hash && self.word(slot) == word {
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
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![None; old.len() * 2];
        let mask = self.slots.len() - 1;
        for slot in old.into_iter().flatten() {
            let mut at = slot.hash as usize & mask;
            while self.slots.get(at).is_some_and(Option::is_some) {
                at = (at + 1) & mask;
            }
            if let Some(free) = self.slots.get_mut(at) {
                *free = Some(slot);
            }
        }
    }
}

/// FNV-1a: short words, no adversary.
pub fn hash(word: &str) -> u32 {
    let hash = word
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 15)
}
