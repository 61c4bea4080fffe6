//! Maps byte offsets to line numbers, and back.

/// Where the lines of a source begin.
pub(crate) struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    pub(crate) fn new(source: &str) -> Self {
        let mut starts = Vec::with_capacity(source.len() / 48 + 1);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', source.as_bytes()).map(|at| at + 1));
        Self { starts }
    }

    /// The 1-based line of byte `at`.
    pub(crate) fn line(&self, at: usize) -> u32 {
        u32::try_from(self.starts.partition_point(|start| *start <= at)).unwrap_or(u32::MAX)
    }

    /// The byte at which a 1-based line begins; the last line for one behind the end.
    #[cfg(not(target_os = "unknown"))]
    pub(crate) fn start(&self, line: u32) -> usize {
        let last = self.starts.len() - 1;
        self.starts[(line.saturating_sub(1) as usize).min(last)]
    }
}
