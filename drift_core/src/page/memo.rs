//! What is worked out of a page when somebody first asks, kept as long as the page.

use std::any::{Any, TypeId};
use std::sync::OnceLock;

/// One value of each type, whoever its type belongs to: a page knows none of those who read it.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    first: Link,
}

type Link = OnceLock<Box<Entry>>;

#[derive(Debug)]
struct Entry {
    of: TypeId,
    value: OnceLock<Box<dyn Any + Send + Sync>>,
    next: Link,
}

impl Memo {
    /// The value of a type, made by whoever asks first while all others wait.
    pub fn get_or_init<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> &T {
        let value = self.entry(TypeId::of::<T>()).value.get_or_init(|| Box::new(make()));
        value.downcast_ref().expect("an entry holds a value of its own type")
    }

    /// Entries are added before their values are made, so that making one may ask for another.
    fn entry(&self, of: TypeId) -> &Entry {
        let mut link = &self.first;
        loop {
            let entry =
                link.get_or_init(|| Box::new(Entry { of, value: OnceLock::new(), next: Link::new() }));
            if entry.of == of {
                return entry;
            }
            link = &entry.next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn get_or_init_of_one_type_makes_it_once() {
        let memo = Memo::default();
        let first = *memo.get_or_init(|| 1u32);
        assert_eq!((first, *memo.get_or_init(|| 2u32)), (1, 1));
    }

    #[test]
    fn get_or_init_while_another_type_is_made_keeps_both() {
        let memo = Memo::default();
        let text = memo.get_or_init(|| format!("{} years", memo.get_or_init(|| 7u32))).clone();
        assert_eq!((text.as_str(), *memo.get_or_init(|| 0u32)), ("7 years", 7));
    }

    #[test]
    fn get_or_init_from_many_threads_gives_all_the_same_value() {
        let memo = Memo::default();
        let made: Vec<usize> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8usize)
                .map(|number| {
                    scope.spawn({
                        let memo = &memo;
                        move || *memo.get_or_init(|| number)
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(made.iter().all(|value| *value == made[0]), "{made:?}");
    }
}
