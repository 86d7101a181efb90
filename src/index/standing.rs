//! What a document's score is multiplied by whatever is asked: its source's weight and its story.

/// Factors are kept as whole numbers of this fraction.
pub const STANDING_UNIT: f32 = 1000.0;

/// The priority of a source (1 to 3, usually 2) is a mild preference.
const PRIORITY_STEP: f32 = 0.05;
/// Each doubling of the sources that tell a story; eight or more count as eight.
const STORY_STEP: f32 = 0.03;
/// Behind what it is a copy of.
const COPY: f32 = 0.95;

pub(super) fn standing(priority: u8, story_size: u32, is_copy: bool) -> u64 {
    let copy = if is_copy { COPY } else { 1.0 };
    let factor = source_factor(priority) * story_factor(story_size) * copy;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0.9 to 1.2")]
    let standing = (factor * STANDING_UNIT).round() as u64;
    standing
}

/// Between 1.05 for the most important sources and 0.95 for the least.
pub fn source_factor(priority: u8) -> f32 {
    1.0 + PRIORITY_STEP * (2.0 - f32::from(priority.clamp(1, 3)))
}

/// Between 1 for a document that stands alone and 1.09.
pub fn story_factor(story_size: u32) -> f32 {
    let doublings = story_size.clamp(1, 8).ilog2();
    #[expect(clippy::cast_precision_loss, reason = "0 to 3")]
    let factor = 1.0 + STORY_STEP * doublings as f32;
    factor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_sources_and_better_ones_weigh_more() {
        assert_eq!(standing(2, 1, false), 1000);
        assert_eq!(standing(2, 1, true), 950);
        assert!(standing(1, 1, false) > standing(3, 1, false));
        assert!(standing(2, 4, false) > standing(2, 2, false));
        assert_eq!(standing(2, 8, false), standing(2, 8_000, false));
    }
}
