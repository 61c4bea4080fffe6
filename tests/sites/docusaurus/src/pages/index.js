// The first page, with a card.

import Layout from '@theme/Layout';

export default function Home() {
  return (
    <Layout>
      <main>
        <h1>Formulary</h1>
        <drug-card base="/drugs/" drug="milrinone">
          <a href="/composition/m/milrinone/">milrinone</a>
        </drug-card>
      </main>
    </Layout>
  );
}
