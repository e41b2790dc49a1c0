/**
 * The schema's history: entry N brings a store from version N to N + 1 (PRAGMA user_version). Entries are never edited
 * once released, only added.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE runs (
    id                TEXT PRIMARY KEY,
    name              TEXT NOT NULL,
    state             TEXT NOT NULL,
    -- RunConfig as JSON, with the data folder that was found
    config            TEXT NOT NULL,
    -- the configuration's device: one run is active on each
    queue             TEXT NOT NULL,
    -- of the event that queued it: the order of the run table and of the queue
    queued_seq        INTEGER NOT NULL,
    created_at        INTEGER NOT NULL,
    started_at        INTEGER,
    ended_at          INTEGER,
    device            TEXT,
    tensorflow        TEXT,
    total_steps       INTEGER,
    steps_per_epoch   INTEGER,
    images_per_second REAL,
    error_code        TEXT,
    error_message     TEXT,
    error_field       TEXT,
    -- the process that queued it, then the one that trains it
    owner_pid         INTEGER NOT NULL,
    owner_identity    TEXT
  ) STRICT;
  CREATE INDEX runs_by_state ON runs (state, queued_seq);

  -- AUTOINCREMENT: a number is never given twice, even after its run was removed
  CREATE TABLE events (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    at     INTEGER NOT NULL,
    -- the event as JSON; of a steps event only the range, its points are rows of steps
    body   TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_by_run ON events (run_id);

  CREATE TABLE steps (
    run_id        TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step          INTEGER NOT NULL,
    loss          REAL,
    accuracy      REAL NOT NULL,
    learning_rate REAL NOT NULL,
    seq           INTEGER NOT NULL,
    PRIMARY KEY (run_id, step)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE epochs (
    run_id              TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    epoch               INTEGER NOT NULL,
    step                INTEGER NOT NULL,
    train_loss          REAL,
    train_accuracy      REAL NOT NULL,
    train_count         INTEGER NOT NULL,
    validation_loss     REAL,
    validation_accuracy REAL NOT NULL,
    validation_count    INTEGER NOT NULL,
    elapsed             REAL NOT NULL,
    PRIMARY KEY (run_id, epoch)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- steps that were done when the run started last: 0 unless it went on from a checkpoint
  ALTER TABLE runs ADD COLUMN started_step INTEGER NOT NULL DEFAULT 0;
  `,
  `
  CREATE TABLE calibrations (
    device     TEXT NOT NULL,
    tensorflow TEXT NOT NULL,
    at         INTEGER NOT NULL,
    -- the calibration as JSON
    body       TEXT NOT NULL,
    PRIMARY KEY (device, tensorflow)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE probes (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step   INTEGER NOT NULL,
    -- float32 values, little-endian
    data   BLOB NOT NULL,
    PRIMARY KEY (run_id, step)
  ) STRICT, WITHOUT ROWID;
  `,
];
