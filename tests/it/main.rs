//! The promises of the program, one file each.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::format_collect,
    clippy::format_push_string,
    reason = "a test that cannot go on says so by stopping"
)]

mod a_backup_brings_everything_back;
mod a_bad_disk_loses_nothing;
mod a_crawl_can_be_stopped;
mod a_failed_fetch_removes_nothing;
mod a_kill_costs_nothing;
mod a_login_stays_at_home;
mod a_move_changes_nothing;
mod a_source_says_how_it_is;
mod a_tip_becomes_a_document;
mod a_town_halls_network;
mod an_address_may_change;
mod an_entry_is_kept_once;
mod archives_are_taken_in;
mod browser;
mod corrections_win;
mod crawl_is_polite;
mod crosslanguage;
mod deploy_is_true;
mod doctor_says_what_to_do;
mod exit_codes_and_output;
mod faults_are_for_tests_only;
mod files_are_private;
mod following_needs_no_account;
mod full_text_is_read;
mod hostile_sources_are_survived;
mod house;
mod letters_are_looked_after;
mod letters_reach_a_real_server;
mod limits_are_as_told;
mod listings_are_read;
mod lists_go_on;
mod mail_server;
mod newsletters_are_read;
mod real_registers;
mod registers_are_read;
mod repairs_are_told;
mod replay;
mod replay_listings;
mod search_guide;
mod serve_answers;
mod settings_are_explained;
mod site;
mod sitemaps_are_read;
mod slow_hosts_delay_nobody;
mod sources_are_discovered;
mod sources_are_tried_out;
mod stories_are_folded;
mod swedish_is_found;
mod the_drills_pass;
mod the_hostile_farm_is_survived;
mod the_readme_is_true;
mod the_thesaurus_can_be_extended;
mod tidy;
mod two_runs_at_once_are_safe;
mod webhooks_are_told_once;
mod what_is_forgotten_stays_away;
mod what_was_fuzzed_holds;
