import { partedIndex } from './parted-index.ts'

/**
 * The schema, one step an element; `user_version` counts the steps taken.
 *
 * A step that was released is never edited. Entries are append-only, and the
 * database itself refuses anything else (SPEC section 3).
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    viewed TEXT
  );

  CREATE TABLE agents (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects(id),
    parent_id TEXT REFERENCES agents(id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    hue INTEGER NOT NULL,
    directory TEXT NOT NULL,
    approval TEXT NOT NULL,
    model TEXT,
    head TEXT REFERENCES entries(id),
    position INTEGER NOT NULL,
    draft TEXT NOT NULL DEFAULT '',
    usage TEXT NOT NULL,
    context_tokens INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    closed_at INTEGER
  );
  CREATE INDEX agents_by_project ON agents(project_id, closed_at);

  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    agent_id TEXT NOT NULL REFERENCES agents(id),
    parent_id TEXT REFERENCES entries(id),
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_at INTEGER NOT NULL
  );
  CREATE INDEX entries_by_agent ON entries(agent_id, seq);
  CREATE INDEX entries_by_parent ON entries(parent_id);
  CREATE TRIGGER entries_are_not_updated BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
  CREATE TRIGGER entries_are_not_deleted BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;

  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    agent_id TEXT NOT NULL REFERENCES agents(id),
    from_id TEXT REFERENCES entries(id),
    to_id TEXT REFERENCES entries(id),
    reason TEXT NOT NULL,
    at INTEGER NOT NULL
  );
  CREATE INDEX journal_by_agent ON journal(agent_id, seq);

  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    agent_id TEXT NOT NULL REFERENCES agents(id),
    state TEXT NOT NULL,
    fault TEXT,
    started_at INTEGER NOT NULL,
    ended_at INTEGER
  );
  CREATE INDEX runs_by_agent ON runs(agent_id, started_at);

  CREATE TABLE partials (
    agent_id TEXT PRIMARY KEY REFERENCES agents(id),
    text TEXT NOT NULL,
    reasoning TEXT NOT NULL,
    model TEXT NOT NULL
  );

  CREATE TABLE queue (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    agent_id TEXT NOT NULL REFERENCES agents(id),
    text TEXT NOT NULL
  );

  CREATE TABLE allowed (
    project_id TEXT NOT NULL REFERENCES projects(id),
    words TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (project_id, words)
  );
  `,
  `
  ALTER TABLE agents ADD COLUMN own_worktree INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE agents ADD COLUMN branch TEXT;
  ALTER TABLE agents ADD COLUMN base TEXT;
  ALTER TABLE agents ADD COLUMN made_branch INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE agents ADD COLUMN closed_branch_head TEXT;
  ALTER TABLE agents ADD COLUMN closed_snapshot TEXT;

  CREATE TABLE merges (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects(id),
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    strategy TEXT NOT NULL,
    at INTEGER NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX merges_by_project ON merges(project_id, settled, at);
  `,
  `
  CREATE TABLE places (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE REFERENCES entries(id),
    parent_id TEXT REFERENCES entries(id),
    session_id TEXT NOT NULL,
    agent_id TEXT NOT NULL REFERENCES agents(id),
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    numbered INTEGER NOT NULL,
    words TEXT NOT NULL,
    at INTEGER NOT NULL,
    files TEXT NOT NULL,
    snapshot TEXT,
    head TEXT,
    branch TEXT,
    left_out TEXT NOT NULL DEFAULT '[]',
    missing TEXT,
    after TEXT
  );
  CREATE INDEX places_by_session ON places(session_id, seq);
  CREATE INDEX places_by_agent ON places(agent_id, seq);

  ALTER TABLE agents ADD COLUMN session_id TEXT;
  ALTER TABLE agents ADD COLUMN place TEXT REFERENCES entries(id);
  ALTER TABLE agents ADD COLUMN offer TEXT;
  ALTER TABLE journal ADD COLUMN snapshot TEXT;
  ALTER TABLE journal ADD COLUMN moved_branch INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE rewinds (
    agent_id TEXT PRIMARY KEY REFERENCES agents(id),
    wish TEXT NOT NULL
  );

  INSERT INTO places (id, parent_id, session_id, agent_id, kind, label, numbered, words, at, files, missing)
    WITH RECURSIVE walk (id, above, session) AS (
      SELECT id, NULL, id FROM entries WHERE parent_id IS NULL
      UNION ALL
      SELECT e.id, CASE WHEN p.kind = 'user' THEN p.id ELSE walk.above END, walk.session
        FROM walk JOIN entries p ON p.id = walk.id JOIN entries e ON e.parent_id = p.id
    )
    SELECT e.id, walk.above, walk.session, e.agent_id, 'message', '', 0,
           substr(json_extract(e.payload, '$.text'), 1, 120), e.created_at, 'missing', 'nothing was kept at that time'
      FROM walk JOIN entries e ON e.id = walk.id WHERE e.kind = 'user' ORDER BY e.seq;
  UPDATE agents SET
    session_id = (
      WITH RECURSIVE up (id, parent_id) AS (
        SELECT id, parent_id FROM entries WHERE id = agents.head
        UNION ALL SELECT e.id, e.parent_id FROM up JOIN entries e ON e.id = up.parent_id
      ) SELECT id FROM up WHERE parent_id IS NULL),
    place = (
      WITH RECURSIVE up (id, parent_id, kind, depth) AS (
        SELECT id, parent_id, kind, 0 FROM entries WHERE id = agents.head
        UNION ALL SELECT e.id, e.parent_id, e.kind, up.depth + 1 FROM up JOIN entries e ON e.id = up.parent_id
      ) SELECT id FROM up WHERE kind = 'user' ORDER BY depth LIMIT 1);
  `,
  `
  CREATE TABLE memory (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id TEXT NOT NULL REFERENCES projects(id),
    alias TEXT,
    deleted_at INTEGER
  );
  CREATE UNIQUE INDEX memory_by_alias ON memory(alias) WHERE deleted_at IS NULL;
  CREATE INDEX memory_by_project ON memory(project_id, deleted_at);

  CREATE TABLE memory_versions (
    number INTEGER NOT NULL REFERENCES memory(number),
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    agent_id TEXT REFERENCES agents(id),
    author TEXT,
    branch TEXT,
    commit_id TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (number, version)
  );

  CREATE TABLE memory_references (
    entry_id TEXT PRIMARY KEY REFERENCES entries(id),
    number INTEGER NOT NULL REFERENCES memory(number),
    version INTEGER NOT NULL
  );
  CREATE INDEX memory_references_by_number ON memory_references(number);
  `,
  `
  ALTER TABLE queue ADD COLUMN sender TEXT;
  `,
  `
  CREATE VIEW searchable AS SELECT seq, CASE kind
        WHEN 'user' THEN json_extract(payload, '$.text')
        WHEN 'assistant' THEN json_extract(payload, '$.text')
        WHEN 'tool_result' THEN json_extract(payload, '$.content')
        WHEN 'mark' THEN json_extract(payload, '$.label')
        ELSE '' END AS text FROM entries;
  CREATE VIRTUAL TABLE entries_text USING fts5(
    text, content='searchable', content_rowid='seq', tokenize='unicode61 remove_diacritics 2'
  );
  CREATE TRIGGER entries_are_found AFTER INSERT ON entries
    BEGIN INSERT INTO entries_text (rowid, text) VALUES (new.seq, CASE new.kind
        WHEN 'user' THEN json_extract(new.payload, '$.text')
        WHEN 'assistant' THEN json_extract(new.payload, '$.text')
        WHEN 'tool_result' THEN json_extract(new.payload, '$.content')
        WHEN 'mark' THEN json_extract(new.payload, '$.label')
        ELSE '' END); END;
  INSERT INTO entries_text (entries_text) VALUES ('rebuild');

  CREATE VIRTUAL TABLE memory_text USING fts5(
    title, content, content='memory_versions', tokenize='unicode61 remove_diacritics 2'
  );
  CREATE TRIGGER memory_is_found AFTER INSERT ON memory_versions
    BEGIN INSERT INTO memory_text (rowid, title, content) VALUES (new.rowid, new.title, new.content); END;
  INSERT INTO memory_text (memory_text) VALUES ('rebuild');
  `,
  `
  CREATE TABLE unfinished (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects(id),
    work TEXT NOT NULL,
    at INTEGER NOT NULL
  );

  CREATE TABLE awaited_merges (
    agent_id TEXT PRIMARY KEY REFERENCES agents(id),
    target TEXT NOT NULL,
    rest TEXT,
    offered INTEGER NOT NULL DEFAULT 0
  );
  `,
  `
  DROP TRIGGER entries_are_not_updated;
  ALTER TABLE entries ADD COLUMN session_id TEXT;
  UPDATE entries SET session_id = tree.root FROM (
    WITH RECURSIVE tree (root, id) AS (
      SELECT id, id FROM entries WHERE parent_id IS NULL
      UNION ALL SELECT tree.root, e.id FROM tree JOIN entries e ON e.parent_id = tree.id
    ) SELECT root, id FROM tree
  ) AS tree WHERE tree.id = entries.id;
  CREATE TRIGGER entries_are_not_updated BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
  CREATE INDEX entries_by_session ON entries(session_id, seq);

  CREATE TABLE sessions (
    id TEXT PRIMARY KEY REFERENCES entries(id),
    project_id TEXT NOT NULL REFERENCES projects(id),
    agent_id TEXT NOT NULL REFERENCES agents(id),
    seq INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    newest TEXT NOT NULL REFERENCES entries(id),
    at INTEGER NOT NULL,
    last_at INTEGER NOT NULL
  );
  CREATE INDEX sessions_by_project ON sessions(project_id, seq);
  INSERT INTO sessions (id, project_id, agent_id, seq, entries, newest, at, last_at)
    SELECT r.id, a.project_id, r.agent_id, r.seq, COUNT(*), 
           (SELECT n.id FROM entries n WHERE n.session_id = r.id ORDER BY n.seq DESC LIMIT 1),
           r.created_at, MAX(e.created_at)
      FROM entries e JOIN entries r ON r.id = e.session_id JOIN agents a ON a.id = r.agent_id GROUP BY r.id;
  CREATE TRIGGER entries_are_counted AFTER INSERT ON entries
    BEGIN INSERT INTO sessions (id, project_id, agent_id, seq, entries, newest, at, last_at)
        SELECT new.session_id, project_id, id, new.seq, 1, new.id, new.created_at, new.created_at
          FROM agents WHERE id = new.agent_id
      ON CONFLICT (id) DO UPDATE SET entries = entries + 1, newest = excluded.newest,
          last_at = MAX(last_at, excluded.last_at); END;

  DROP INDEX memory_by_alias;
  CREATE UNIQUE INDEX memory_by_alias ON memory(project_id, alias) WHERE deleted_at IS NULL;
  `,
  partedIndex,
  `
  ALTER TABLE journal ADD COLUMN branch TEXT;
  ALTER TABLE journal ADD COLUMN brought TEXT;
  `,
  `
  CREATE TABLE unsaved_memory (
    project_id TEXT NOT NULL REFERENCES projects(id),
    number INTEGER REFERENCES memory(number),
    title TEXT NOT NULL, alias TEXT NOT NULL, alias_before TEXT NOT NULL, content TEXT NOT NULL, base INTEGER NOT NULL
  );
  `,
  `ALTER TABLE merges ADD COLUMN source_id TEXT;`,
]
