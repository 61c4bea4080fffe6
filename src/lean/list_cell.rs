//! A list that can be changed through a shared reference, in place of a `RefCell`, which can panic.

use std::cell::Cell;

/// A list; while [`with`](Self::with) runs, it is empty for everybody else.
pub(crate) struct ListCell<T>(Cell<Vec<T>>);

impl<T> ListCell<T> {
    /// Runs `task` on the list.
    pub(crate) fn with<R>(&self, task: impl FnOnce(&mut Vec<T>) -> R) -> R {
        let mut list = self.0.take();
        let out = task(&mut list);
        self.0.set(list);
        out
    }

    /// The list; an empty one stays.
    pub(crate) fn take(&self) -> Vec<T> {
        self.0.take()
    }

    /// Puts a list in place of what is there.
    pub(crate) fn set(&self, list: Vec<T>) {
        self.0.set(list);
    }
}

impl<T> Default for ListCell<T> {
    fn default() -> Self {
        Self(Cell::default())
    }
}

impl<T> std::fmt::Debug for ListCell<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ListCell")
    }
}

impl<T: Clone> Clone for ListCell<T> {
    fn clone(&self) -> Self {
        Self(Cell::new(self.with(|list| list.clone())))
    }
}
