/** The step of the schema that makes the full-text index anew, over parted texts (`text.ts`), with its old triggers gone. */
export const partedIndex = `
  DROP TRIGGER entries_are_found;
  DROP TABLE entries_text;
  DROP VIEW searchable;
  CREATE VIEW searchable AS SELECT seq, parted(CASE kind
        WHEN 'user' THEN json_extract(payload, '$.text')
        WHEN 'assistant' THEN json_extract(payload, '$.text')
        WHEN 'summary' THEN json_extract(payload, '$.text')
        WHEN 'tool_result' THEN json_extract(payload, '$.content')
        WHEN 'mark' THEN json_extract(payload, '$.label')
        ELSE '' END) AS text FROM entries;
  CREATE VIRTUAL TABLE entries_text USING fts5(
    text, content='searchable', content_rowid='seq', tokenize='unicode61 remove_diacritics 2'
  );
  CREATE TRIGGER entries_are_found AFTER INSERT ON entries
    BEGIN INSERT INTO entries_text (rowid, text) SELECT seq, text FROM searchable WHERE seq = new.seq; END;
  INSERT INTO entries_text (entries_text) VALUES ('rebuild');

  DROP TRIGGER memory_is_found;
  DROP TABLE memory_text;
  CREATE VIEW searchable_memory AS
    SELECT rowid AS id, parted(title) AS title, parted(content) AS content FROM memory_versions;
  CREATE VIRTUAL TABLE memory_text USING fts5(
    title, content, content='searchable_memory', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
  );
  CREATE TRIGGER memory_is_found AFTER INSERT ON memory_versions
    BEGIN INSERT INTO memory_text (rowid, title, content)
      VALUES (new.rowid, parted(new.title), parted(new.content)); END;
  INSERT INTO memory_text (memory_text) VALUES ('rebuild');
`
