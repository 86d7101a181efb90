-- The number with which a document was first written. Unlike `sequence` it stays: what is news to a
-- saved search is told by it and by no clock. 0: it was there before anybody watched.
ALTER TABLE documents ADD COLUMN arrived BIGINT NOT NULL DEFAULT 0;
CREATE INDEX documents_by_arrival ON documents (arrived);

-- Searches that somebody follows. `query` is the text as typed.
CREATE TABLE searches (
    key TEXT PRIMARY KEY,
    name TEXT,
    title TEXT NOT NULL,
    query TEXT NOT NULL,
    description TEXT NOT NULL,
    visibility TEXT NOT NULL,
    origin TEXT NOT NULL,
    owner TEXT,
    created BIGINT NOT NULL,
    -- Arrival numbers: up to where documents have been looked through, and from where again.
    mark BIGINT NOT NULL,
    look_back BIGINT NOT NULL,
    -- When `look_back` was last moved.
    look_back_moved BIGINT NOT NULL,
    -- Where `look_back` will be moved to next: so it stays a week behind the mark at least.
    look_back_next BIGINT NOT NULL DEFAULT 0,
    last_news BIGINT NOT NULL DEFAULT 0,
    trouble TEXT NOT NULL DEFAULT '',
    -- Listed once and no longer: its page and feeds are gone, its news stay for who is told later.
    removed BIGINT
);
CREATE UNIQUE INDEX searches_by_name ON searches (name) WHERE name IS NOT NULL;
CREATE INDEX searches_by_query ON searches (query);

-- What each search has found, once for each story.
CREATE TABLE news (
    search TEXT NOT NULL,
    number BIGINT NOT NULL,
    document TEXT NOT NULL,
    story TEXT NOT NULL,
    found BIGINT NOT NULL,
    PRIMARY KEY (search, number)
);
CREATE UNIQUE INDEX news_by_story ON news (search, story);
CREATE INDEX news_by_document ON news (document);

CREATE TABLE subscribers (
    id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    -- The same for every way of writing the same mailbox.
    address_key TEXT NOT NULL UNIQUE,
    language TEXT NOT NULL,
    created BIGINT NOT NULL,
    refusals BIGINT NOT NULL DEFAULT 0,
    -- When the last of them was.
    refused BIGINT,
    suspended BIGINT,
    -- When a letter that asks to confirm last went to this address.
    asked BIGINT
);

CREATE TABLE subscriptions (
    id TEXT PRIMARY KEY,
    subscriber TEXT NOT NULL,
    search TEXT NOT NULL,
    state TEXT NOT NULL,
    pace TEXT NOT NULL,
    hour BIGINT NOT NULL,
    weekday BIGINT NOT NULL,
    created BIGINT NOT NULL,
    confirmed BIGINT,
    issue BIGINT NOT NULL DEFAULT 0,
    told BIGINT NOT NULL DEFAULT 0,
    last_issue BIGINT,
    next_due BIGINT NOT NULL,
    UNIQUE (subscriber, search)
);
CREATE INDEX subscriptions_by_due ON subscriptions (next_due) WHERE state = 'confirmed';
CREATE INDEX subscriptions_by_search ON subscriptions (search);

-- Hashes of what opens something; the tokens themselves are nowhere but in letters.
CREATE TABLE tokens (
    hash TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    subscription TEXT NOT NULL,
    expires BIGINT
);
CREATE INDEX tokens_by_subscription ON tokens (subscription);

-- On what grounds somebody gets letters. No addresses.
CREATE TABLE consents (
    at BIGINT NOT NULL,
    subscription TEXT NOT NULL,
    event TEXT NOT NULL,
    by_whom TEXT NOT NULL
);
CREATE INDEX consents_by_subscription ON consents (subscription);

-- What is sent, once for all who get the same; gone when nothing waits for it.
CREATE TABLE letters (
    id TEXT PRIMARY KEY,
    created BIGINT NOT NULL,
    subject TEXT NOT NULL,
    html TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    list TEXT NOT NULL,
    documents TEXT NOT NULL
);

-- Unique by recipient and issue: queued → sending → sent or failed. Rows that are sent stay as the
-- ledger of what went out.
CREATE TABLE outbox (
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    issue BIGINT NOT NULL,
    letter TEXT NOT NULL,
    message_id TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_try BIGINT NOT NULL DEFAULT 0,
    lease_owner TEXT NOT NULL DEFAULT '',
    lease_until BIGINT NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',
    created BIGINT NOT NULL,
    done BIGINT,
    PRIMARY KEY (channel, recipient, issue)
);
CREATE INDEX outbox_waiting ON outbox (state, next_try) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_by_letter ON outbox (letter) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_done ON outbox (done) WHERE done IS NOT NULL;

-- The last answer of each subscription to each document. When its subscriber is erased, each answer
-- gets a random number of its own in the place of the subscription: it counts and leads to nobody.
CREATE TABLE feedback (
    subscription TEXT NOT NULL,
    search TEXT NOT NULL,
    document TEXT NOT NULL,
    verdict TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (subscription, document)
);
CREATE INDEX feedback_by_search ON feedback (search);

CREATE TABLE baskets (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    introduction TEXT NOT NULL,
    signature TEXT NOT NULL,
    created BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    sent BIGINT
);
CREATE TABLE basket_items (
    basket TEXT NOT NULL,
    document TEXT NOT NULL,
    position BIGINT NOT NULL,
    ask TEXT NOT NULL,
    answer_by TEXT NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (basket, document)
);

-- Who is signed in: the hash of what the cookie holds.
CREATE TABLE sessions (
    hash TEXT PRIMARY KEY,
    who TEXT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL
);

-- How far the webhooks of `utkik.toml` have come, by their names.
CREATE TABLE hooks (
    name TEXT PRIMARY KEY,
    search TEXT NOT NULL,
    issue BIGINT NOT NULL,
    told BIGINT NOT NULL
);
