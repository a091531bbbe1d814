/** What processes use of a machine, as the kernel tells. */

import { readFile } from 'node:fs/promises';

/** The memory of a process that is resident, in MB. */
export async function residentMb(pid) {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(status.match(/VmRSS:\s+(\d+) kB/)[1]) / 1_024;
}

/** The processing time that a process has used. The kernel counts in hundredths of a second. */
export async function cpuMs(pid) {
	const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
	const [user, system] = fields.slice(11, 13).map(Number);
	return (user + system) * 10;
}
