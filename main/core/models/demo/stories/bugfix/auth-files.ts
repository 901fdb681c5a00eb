/** The files of the sample repository that the story is about, and how they are tested. */
export const source = 'src/auth.c'
export const checks = 'test/auth_test.c'
export const testAuth = 'npm test -- test/auth.test.js'
