// Puts a card above each monograph, and its own text inside the card.

import { useDoc } from '@docusaurus/plugin-content-docs/client';
import Content from '@theme-original/DocItem/Content';

export default function DocItemContent(props) {
  const { metadata } = useDoc();
  return (
    <drug-card base="/drugs/" drug={metadata.id.split('/').pop()} heading-level="1">
      <p>
        <strong>
          Information only, not medical advice. Where this text does not say who wrote it and who reviewed it, that is
          not recorded. Ask a doctor, pharmacist or nurse before you act on it.
        </strong>
      </p>
      <Content {...props} />
    </drug-card>
  );
}
