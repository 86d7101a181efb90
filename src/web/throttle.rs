//! How often one caller, and all together, may do what costs others something.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::web::caller::Caller;
use crate::web::fault::Fault;

/// Callers that are remembered for each door. When they are more, those with an ended window go,
/// and if that is not enough, all newcomers share one window.
const MOST_CALLERS: usize = 10_000;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Has a letter sent to somebody who may not have asked for it.
    Subscribe,
    /// Comes with a token that opens nothing.
    Token,
    /// Signs in, or tries to.
    SignIn,
}

/// So many in so long a window, for one caller and for all.
struct Limit {
    window: Duration,
    each: u32,
    all: u32,
}

impl Act {
    /// A household subscribes to a handful at a sitting; a whole town hall may sit behind one
    /// address, and can wait ten minutes. Tokens have 128 bits: 60 wrong ones a minute find none,
    /// and all together may try any number: nobody shall lock the links of others.
    const fn limit(self) -> Limit {
        match self {
            Self::Subscribe => Limit { window: Duration::from_mins(10), each: 5, all: 100 },
            Self::Token => Limit { window: Duration::from_mins(1), each: 60, all: u32::MAX },
            Self::SignIn => Limit { window: Duration::from_mins(10), each: 10, all: 100 },
        }
    }
}

/// Counts in windows, in memory: after a restart everybody begins anew.
#[derive(Debug, Default)]
pub struct Throttle {
    /// `None` counts all callers together.
    windows: Mutex<HashMap<(Act, Option<IpAddr>), Window>>,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    began: Instant,
    count: u32,
}

impl Throttle {
    /// Counts one, or says when to come again.
    pub fn pass(&self, act: Act, caller: Caller) -> Result<(), Fault> {
        self.pass_at(act, caller.0, Instant::now()).map_err(Fault::TooMany)
    }

    /// Whether there is one left, without counting it. Only the caller's own count: what others do
    /// keeps nobody out.
    pub fn look(&self, act: Act, caller: Caller) -> Result<(), Fault> {
        self.look_at(act, caller.0, Instant::now()).map_err(Fault::TooMany)
    }

    /// Counts one that was answered already.
    pub fn count(&self, act: Act, caller: Caller) {
        // Refused is the next one, when it is looked at.
        let _ = self.pass_at(act, caller.0, Instant::now());
    }

    fn look_at(&self, act: Act, caller: IpAddr, now: Instant) -> Result<(), Duration> {
        let Limit { window, each, .. } = act.limit();
        let windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(known) = windows.get(&(act, Some(caller))) else { return Ok(()) };
        let age = now.duration_since(known.began);
        if age < window && known.count >= each { Err(window.saturating_sub(age)) } else { Ok(()) }
    }

    fn pass_at(&self, act: Act, caller: IpAddr, now: Instant) -> Result<(), Duration> {
        let Limit { window, each, all } = act.limit();
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= MOST_CALLERS {
            windows.retain(|(act, _), known| now.duration_since(known.began) < act.limit().window);
        }
        let key = (act, Some(caller));
        let is_crowded = windows.len() >= MOST_CALLERS && !windows.contains_key(&key);
        let crowd = IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED);
        let key = if is_crowded { (act, Some(crowd)) } else { key };
        // Who has used up their own does not use up what is for all.
        for (key, most) in [(key, each), ((act, None), all)] {
            let known = windows.entry(key).or_insert(Window { began: now, count: 0 });
            let age = now.duration_since(known.began);
            if age >= window {
                *known = Window { began: now, count: 0 };
            } else if known.count >= most {
                return Err(window.saturating_sub(age));
            }
            known.count += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_in_ten_minutes_and_then_again() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        let pass = |caller, seconds| {
            throttle.pass_at(Act::Subscribe, caller, start + Duration::from_secs(seconds))
        };
        assert!((0..5).all(|second| pass(one, second).is_ok()));
        assert_eq!(pass(one, 60), Err(Duration::from_mins(9)));
        assert_eq!(pass("192.0.2.2".parse().unwrap(), 60), Ok(()));
        assert_eq!(throttle.pass_at(Act::Token, one, start), Ok(()));
        assert_eq!(pass(one, 600), Ok(()));
    }

    #[test]
    fn only_what_opens_nothing_is_counted() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        let looks = |caller| throttle.look_at(Act::Token, caller, start);
        assert!((0..1000).all(|_| looks(one).is_ok()), "links that open something");
        assert!((0..60).all(|_| throttle.pass_at(Act::Token, one, start).is_ok()));
        assert_eq!(looks(one), Err(Duration::from_mins(1)));
        assert!(throttle.look_at(Act::Token, one, start + Duration::from_mins(1)).is_ok());
        // However many others try, a reader's link opens.
        for number in 0..20_000_u32 {
            let _ = throttle.pass_at(Act::Token, IpAddr::from(number.to_be_bytes()), start);
        }
        assert!(throttle.windows.lock().unwrap().len() <= MOST_CALLERS + 4);
        assert!(looks("198.51.100.1".parse().unwrap()).is_ok());
    }

    #[test]
    fn all_together_have_a_limit_and_memory_has_one() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        let caller = |number: u32| IpAddr::from(number.to_be_bytes());
        let passed = |act: Act, most: u32| {
            (1..=most).filter(|one| throttle.pass_at(act, caller(*one), start).is_ok()).count()
        };
        assert_eq!(passed(Act::Subscribe, 300), 100);
        assert_eq!(passed(Act::SignIn, 20_000), 100);
        assert!(throttle.windows.lock().unwrap().len() <= MOST_CALLERS + 4);
        assert!(
            throttle.pass_at(Act::Subscribe, caller(1), start + Duration::from_mins(10)).is_ok()
        );
    }
}
