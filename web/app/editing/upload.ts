// Sending one file with progress; fetch cannot report how much was sent.
import { asProblem, Problem } from '../core/http';
import type { Attachment, Id } from '../core/types';

export function upload(page: Id, file: File, progress: (share: number) => void): Promise<Attachment> {
  return new Promise((done, fail) => {
    const sending = new XMLHttpRequest();
    sending.open('POST', `/api/pages/${page}/attachments?name=${encodeURIComponent(file.name)}`);
    sending.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    sending.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    sending.onerror = () => fail(new Problem(0, 'offline'));
    sending.onload = () => {
      try {
        const body = JSON.parse(sending.responseText || '{}') as Attachment & { key?: string };
        if (sending.status < 300) done(body);
        else fail(new Problem(sending.status, body.key ?? `status_${sending.status}`));
      } catch (error) {
        fail(asProblem(error));
      }
    };
    sending.send(file);
  });
}
