//! How a place on paper is reckoned: the six numbers of a transformation.

/// `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix {
    pub a: f32,
    pub b: f32,
    pub c: f32,
    pub d: f32,
    pub e: f32,
    pub f: f32,
}

impl Matrix {
    pub(super) const SAME: Self = Self { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    pub(super) fn moved(x: f32, y: f32) -> Self {
        Self { e: x, f: y, ..Self::SAME }
    }

    /// Takes six numbers.
    pub(super) fn of(mut next: impl FnMut() -> Option<f32>) -> Option<Self> {
        Some(Self { a: next()?, b: next()?, c: next()?, d: next()?, e: next()?, f: next()? })
    }

    /// A page that is to be turned clockwise by so many degrees.
    pub(super) fn turned(degrees: i64) -> Self {
        match degrees.rem_euclid(360) {
            90 => Self { a: 0.0, b: -1.0, c: 1.0, d: 0.0, e: 0.0, f: 0.0 },
            180 => Self { a: -1.0, b: 0.0, c: 0.0, d: -1.0, e: 0.0, f: 0.0 },
            270 => Self { a: 0.0, b: 1.0, c: -1.0, d: 0.0, e: 0.0, f: 0.0 },
            _ => Self::SAME,
        }
    }

    /// First this one, then the other.
    pub(super) fn then(self, other: Self) -> Self {
        Self {
            a: self.a * other.a + self.b * other.c,
            b: self.a * other.b + self.b * other.d,
            c: self.c * other.a + self.d * other.c,
            d: self.c * other.b + self.d * other.d,
            e: self.e * other.a + self.f * other.c + other.e,
            f: self.e * other.b + self.f * other.d + other.f,
        }
    }

    pub(super) fn place(self, x: f32, y: f32) -> (f32, f32) {
        (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
    }

    /// How much wider things become.
    pub(super) fn width(self) -> f32 {
        self.a.hypot(self.b)
    }

    /// How much higher things become.
    pub(super) fn height(self) -> f32 {
        self.c.hypot(self.d)
    }
}
