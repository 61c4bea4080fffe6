//! Random numbers that are the same in every run, so that a failure can be repeated.

/// A seeded xorshift generator.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `limit`, which is at least 1.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}
