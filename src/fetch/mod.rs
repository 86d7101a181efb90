//! The one door to the network: policy, manners, limits.
