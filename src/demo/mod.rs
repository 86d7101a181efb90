//! Sample sites on loopback, to see Utkik at work without a network.
