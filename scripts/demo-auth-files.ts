const header = `#ifndef IK_AUTH_H
#define IK_AUTH_H

#include <talloc.h>

/* A token of a shared list: USER.EXPIRES.SUM, with seconds since 1970 and a hexadecimal sum. */
enum ik_auth_result { IK_AUTH_OK, IK_AUTH_MALFORMED, IK_AUTH_CHANGED, IK_AUTH_EXPIRED };

/* Checks a token. Nothing that it allocates under \`parent\` outlives the call. */
enum ik_auth_result ik_auth_validate_token(TALLOC_CTX *parent, const char *token, long now);

#endif
`

/** As the story 'Bug Fix on Multiple Branches' finds it: the context of a refused token is not freed. */
const source = `#include "auth.h"

#include <stdlib.h>
#include <string.h>

struct token_context {
    unsigned long sum, expected;
    long expires;
};

static enum ik_auth_result read_token(struct token_context *ctx, const char *token)
{
    const char *expires = strchr(token, '.');
    const char *sum = expires == NULL ? NULL : strchr(expires + 1, '.');

    if (sum == NULL || expires == token)
        return IK_AUTH_MALFORMED;
    for (const char *at = token; at < sum; at += 1)
        ctx->expected = (ctx->expected * 31 + (unsigned char)*at) & 0xffffffff;
    ctx->expires = strtol(expires + 1, NULL, 10);
    ctx->sum = strtoul(sum + 1, NULL, 16);
    return ctx->sum == ctx->expected ? IK_AUTH_OK : IK_AUTH_CHANGED;
}

enum ik_auth_result ik_auth_validate_token(TALLOC_CTX *parent, const char *token, long now)
{
    struct token_context *ctx = talloc_zero(parent, struct token_context);
    enum ik_auth_result result = read_token(ctx, token);

    if (result == IK_AUTH_OK && ctx->expires <= now)
        result = IK_AUTH_EXPIRED;
    if (result != IK_AUTH_OK)
        return result;

    talloc_free(ctx);
    return IK_AUTH_OK;
}
`

const talloc = `/* As much of talloc as the tests need, and a count of what is still allocated. */
#include <stdlib.h>

typedef void TALLOC_CTX;

static int allocated;

static void *count_in(void *block)
{
    allocated += 1;
    return block;
}

static void talloc_free(void *block)
{
    allocated -= 1;
    free(block);
}

#define talloc_zero(parent, type) ((void)(parent), (type *)count_in(calloc(1, sizeof(type))))
`

const checks = `#include "../src/auth.c"

#include <stdio.h>

static int failed;

static void check(int holds, const char *what)
{
    printf("%s %s\\n", holds ? "ok" : "not ok", what);
    failed += !holds;
}

int main(void)
{
    const char *token = "mika.2000.80df313a";

    check(ik_auth_validate_token(NULL, token, 1000) == IK_AUTH_OK, "takes a valid token");
    check(allocated == 0, "keeps nothing allocated for it");
    check(ik_auth_validate_token(NULL, token, 2000) == IK_AUTH_EXPIRED, "refuses one that has expired");
    check(ik_auth_validate_token(NULL, "robin.2000.80df313a", 1000) == IK_AUTH_CHANGED, "refuses one that was changed");
    check(ik_auth_validate_token(NULL, "mika", 1000) == IK_AUTH_MALFORMED, "refuses what is no token");
    return failed > 0;
}
`

const test = `import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const compiler = ['cc', 'gcc', 'clang'].find((name) => spawnSync(name, ['--version']).status === 0)

test('checks the tokens of shared lists', { skip: compiler ? false : 'there is no C compiler' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'pantry-'))
  try {
    const program = join(folder, 'auth-test')
    execFileSync(compiler, ['-std=c99', '-Wall', '-Itest', '-o', program, 'test/auth_test.c'], { cwd: root })
    const { status, stdout } = spawnSync(program, { encoding: 'utf8' })
    assert.equal(status, 0, stdout)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
`

/** The part in C: it checks tokens, and its test is left out where there is no compiler. */
export const authFiles: Record<string, string> = {
  'src/auth.h': header,
  'src/auth.c': source,
  'test/talloc.h': talloc,
  'test/auth_test.c': checks,
  'test/auth.test.js': test,
}
