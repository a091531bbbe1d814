/** The program that each node runs, and the chain that all of them begin with. */

import { execFile } from 'node:child_process';
import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { CACHE } from '../../demo/node.js';

const TARGET = process.env.CARGO_TARGET_DIR ?? path.join(CACHE, 'target');
const LARGEST_SPEC = 64 * 1024 * 1024;

/** The node that cargo built, or the one that `JOULE_NODE` names. */
export const PROGRAM = process.env.JOULE_NODE ?? path.join(TARGET, 'release', 'joule-node');

/** Writes the specification of the chain `local`, as it is in the program, into a file. */
export async function writeChainSpec(file) {
	await access(PROGRAM).catch(() => {
		throw new Error(`${PROGRAM} is missing: build it with cargo build --release --workspace`);
	});
	const command = ['export-chain-spec', '--chain', 'local', '--raw'];
	const { stdout } = await promisify(execFile)(PROGRAM, command, { maxBuffer: LARGEST_SPEC });
	await writeFile(file, stdout);
}
