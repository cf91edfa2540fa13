// Passkeys (WebAuthn): the browser asks finger, face or PIN and signs the server's challenge. Bytes travel as base64url.
import * as api from './api';
import { Problem } from './http';
import type { Me } from './types';

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

export function base64url(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

// Browsers offer passkeys for names under TLS (and localhost), never for plain addresses.
export const passkeysPossible = (): boolean =>
  'PublicKeyCredential' in window && isSecureContext && !/^[\d.]+$|^\[/.test(location.hostname);

// What the person cancelled, or the device refused, is a problem like any other.
async function asked<T extends Credential>(question: Promise<Credential | null>): Promise<T> {
  try {
    const credential = await question;
    if (credential) return credential as T;
  } catch (error) {
    if ((error as Error).name === 'InvalidStateError') throw new Problem(-1, 'passkey_known');
  }
  throw new Problem(-1, 'passkey_not_given');
}

// Recovery codes come with the first second factor.
export async function createPasskey(label: string): Promise<string[]> {
  const { challenge, relying_party, owner } = await api.passkeyOffer();
  const credential = await asked<PublicKeyCredential>(
    navigator.credentials.create({
      publicKey: {
        challenge: bytes(challenge),
        rp: { id: relying_party, name: 'Stafette' },
        user: { id: bytes(owner.user), name: owner.name, displayName: owner.display_name },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: owner.known.map((id) => ({ type: 'public-key', id: bytes(id) })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        attestation: 'none',
      },
    }),
  );
  const response = credential.response as AuthenticatorAttestationResponse;
  return (await api.addPasskey(label, base64url(response.clientDataJSON), base64url(response.getAuthenticatorData()))).codes;
}

async function proof({ challenge, relying_party }: api.PasskeyOffer): Promise<api.PasskeyProof> {
  const credential = await asked<PublicKeyCredential>(
    navigator.credentials.get({
      publicKey: { challenge: bytes(challenge), rpId: relying_party, userVerification: 'required' },
    }),
  );
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    credential: base64url(credential.rawId),
    client_data: base64url(response.clientDataJSON),
    authenticator_data: base64url(response.authenticatorData),
    signature: base64url(response.signature),
  };
}

export const signInWithPasskey = async (): Promise<Me> => api.signInByPasskey(await proof(await api.signInOffer()));
export const confirmWithPasskey = async (): Promise<void> =>
  void (await api.confirmByPasskey(await proof(await api.confirmationOffer())));
