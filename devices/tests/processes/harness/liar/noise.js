/**
 * How two peers of a chain make sure who they talk to, and that nobody else listens: libp2p's use of the handshake
 * `Noise_XX_25519_ChaChaPoly_SHA256`. Written for a liar, who must be able to speak as a node does.
 */

import {
	createCipheriv,
	createDecipheriv,
	createHash,
	createHmac,
	createPrivateKey,
	createPublicKey,
	diffieHellman,
	generateKeyPairSync,
	sign,
} from 'node:crypto';

const PROTOCOL = Buffer.from('Noise_XX_25519_ChaChaPoly_SHA256');
const NOTHING = Buffer.alloc(0);
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const MESSAGE_BYTES = 65_535;

/** What stands before the raw bytes of keys in DER. */
const X25519_PUBLIC = Buffer.from('302a300506032b656e032100', 'hex');
const ED25519_SECRET = Buffer.from('302e020100300506032b657004220420', 'hex');

/** What a peer signs with its identity: this, and its key of the handshake. */
const SIGNED = Buffer.from('noise-libp2p-static-key:');

/** Protobuf: a key of the kind ed25519, with 32 bytes. */
const IDENTITY_KEY = Buffer.from([0x08, 0x01, 0x12, 0x20]);

const rawOf = (publicKey) => publicKey.export({ type: 'spki', format: 'der' }).subarray(-KEY_BYTES);
const agree = (privateKey, raw) => {
	const key = Buffer.concat([X25519_PUBLIC, raw]);
	const publicKey = createPublicKey({ key, format: 'der', type: 'spki' });
	return diffieHellman({ privateKey, publicKey });
};
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const hmac = (key, ...parts) => createHmac('sha256', key).update(Buffer.concat(parts)).digest();

function derive(chainingKey, material) {
	const secret = hmac(chainingKey, material);
	const first = hmac(secret, Buffer.of(1));
	return [first, hmac(secret, first, Buffer.of(2))];
}

/** One direction: each message has a number. */
class Cipher {
	#key;
	#number = 0n;

	constructor(key) {
		this.#key = key;
	}

	#nonce() {
		const nonce = Buffer.alloc(12);
		nonce.writeBigUInt64LE(this.#number, 4);
		this.#number += 1n;
		return nonce;
	}

	encrypt(plain, associated = NOTHING) {
		const options = { authTagLength: TAG_BYTES };
		const cipher = createCipheriv('chacha20-poly1305', this.#key, this.#nonce(), options);
		cipher.setAAD(associated, { plaintextLength: plain.length });
		const parts = [cipher.update(plain), cipher.final()];
		return Buffer.concat([...parts, cipher.getAuthTag()]);
	}

	decrypt(secret, associated = NOTHING) {
		const end = secret.length - TAG_BYTES;
		const options = { authTagLength: TAG_BYTES };
		const decipher = createDecipheriv('chacha20-poly1305', this.#key, this.#nonce(), options);
		decipher.setAAD(associated, { plaintextLength: end });
		decipher.setAuthTag(secret.subarray(end));
		return Buffer.concat([decipher.update(secret.subarray(0, end)), decipher.final()]);
	}
}

/** What both sides know so far. */
class Handshake {
	#hash = PROTOCOL;
	#chainingKey = PROTOCOL;
	#cipher;
	own = generateKeyPairSync('x25519');
	fleeting = generateKeyPairSync('x25519');

	constructor() {
		this.mixHash(NOTHING);
	}

	mixHash(data) {
		this.#hash = sha256(this.#hash, data);
	}

	mixKey(privateKey, raw) {
		const [chainingKey, key] = derive(this.#chainingKey, agree(privateKey, raw));
		this.#chainingKey = chainingKey;
		this.#cipher = new Cipher(key);
	}

	seal(plain) {
		const sealed = this.#cipher?.encrypt(plain, this.#hash) ?? plain;
		this.mixHash(sealed);
		return sealed;
	}

	open(sealed) {
		const plain = this.#cipher?.decrypt(sealed, this.#hash) ?? sealed;
		this.mixHash(sealed);
		return plain;
	}

	/** The ciphers of who called, and of who was called. */
	split() {
		return derive(this.#chainingKey, NOTHING).map((key) => new Cipher(key));
	}

	/** Says who this is: its identity, signed for this handshake. */
	introduction(seed) {
		const key = Buffer.concat([ED25519_SECRET, seed]);
		const identity = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
		const signature = sign(null, Buffer.concat([SIGNED, rawOf(this.own.publicKey)]), identity);
		const raw = Buffer.concat([IDENTITY_KEY, rawOf(createPublicKey(identity))]);
		const fields = [Buffer.of(0x0a, raw.length), raw, Buffer.of(0x12, signature.length), signature];
		return Buffer.concat(fields);
	}
}

async function takeMessage(wire) {
	return wire.take((await wire.take(2)).readUInt16BE());
}

function giveMessage(wire, message) {
	const length = Buffer.alloc(2);
	length.writeUInt16BE(message.length);
	wire.write(Buffer.concat([length, message]));
}

/** A wire that nobody else can read. */
class SecretWire {
	#wire;
	#sending;
	#receiving;

	constructor(wire, sending, receiving) {
		this.#wire = wire;
		this.#sending = sending;
		this.#receiving = receiving;
	}

	/** Waits for more bytes. */
	async more() {
		return this.#receiving.decrypt(await takeMessage(this.#wire));
	}

	write(bytes) {
		const most = MESSAGE_BYTES - TAG_BYTES;
		for (let start = 0; start < bytes.length; start += most) {
			const part = bytes.subarray(start, start + most);
			giveMessage(this.#wire, this.#sending.encrypt(part));
		}
	}
}

/** The handshake of who called, with this identity. */
export async function call(wire, seed) {
	const handshake = new Handshake();
	const { own, fleeting } = handshake;
	handshake.mixHash(rawOf(fleeting.publicKey));
	giveMessage(wire, Buffer.concat([rawOf(fleeting.publicKey), handshake.seal(NOTHING)]));

	const answer = await takeMessage(wire);
	const theirs = answer.subarray(0, KEY_BYTES);
	handshake.mixHash(theirs);
	handshake.mixKey(fleeting.privateKey, theirs);
	const end = KEY_BYTES + KEY_BYTES + TAG_BYTES;
	const theirOwn = handshake.open(answer.subarray(KEY_BYTES, end));
	handshake.mixKey(fleeting.privateKey, theirOwn);
	handshake.open(answer.subarray(end));

	const sealed = handshake.seal(rawOf(own.publicKey));
	handshake.mixKey(own.privateKey, theirs);
	giveMessage(wire, Buffer.concat([sealed, handshake.seal(handshake.introduction(seed))]));
	const [sending, receiving] = handshake.split();
	return new SecretWire(wire, sending, receiving);
}

/** The handshake of who was called, with this identity. */
export async function answer(wire, seed) {
	const handshake = new Handshake();
	const { own, fleeting } = handshake;
	const greeting = await takeMessage(wire);
	const theirs = greeting.subarray(0, KEY_BYTES);
	handshake.mixHash(theirs);
	handshake.open(greeting.subarray(KEY_BYTES));

	handshake.mixHash(rawOf(fleeting.publicKey));
	handshake.mixKey(fleeting.privateKey, theirs);
	const sealed = handshake.seal(rawOf(own.publicKey));
	handshake.mixKey(own.privateKey, theirs);
	const introduction = handshake.seal(handshake.introduction(seed));
	giveMessage(wire, Buffer.concat([rawOf(fleeting.publicKey), sealed, introduction]));

	const last = await takeMessage(wire);
	const theirOwn = handshake.open(last.subarray(0, KEY_BYTES + TAG_BYTES));
	handshake.mixKey(fleeting.privateKey, theirOwn);
	handshake.open(last.subarray(KEY_BYTES + TAG_BYTES));
	const [receiving, sending] = handshake.split();
	return new SecretWire(wire, sending, receiving);
}
