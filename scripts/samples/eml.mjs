// An e-mail message with one attachment.

/** @param attachment bytes of a PDF */
export function eml({ from, to, cc, date, subject, messageId, body, attachment }, bytes) {
  const boundary = 'sample-boundary-5518';
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    `Cc: ${cc}`,
    `Date: ${date}`,
    `Subject: ${subject}`,
    `Message-ID: ${messageId}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    ...body.split('\n'),
    `--${boundary}`,
    `Content-Type: application/pdf; name="${attachment.name}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${attachment.name}"`,
    '',
    ...Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g),
    `--${boundary}--`,
    '',
  ];
  return lines.join('\r\n');
}
