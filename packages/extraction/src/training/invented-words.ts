/** Parts that invented companies, agencies, courts and societies are made of; `{S}`, `{T}` and `{N}` stand for a state, a town, a country. */
export const starts =
  'Trust Bright Nova Vertex Omni Sol Aqua Terra Ver Syn Quant Lumi Clear North Iron Stone Silver Green Red Blue Oak River Medi Bio Data Net Cyber Fin Auto Pay Gen Pro Max Uni Inter Trans Ever True Swift Apex Core'.split(
    ' ',
  );
export const stops =
  'line tech ex ia on us a star gate path wave point works soft ware via is ent ara ium cor dyne logic scape bridge field stone well port mark light side ridge leaf tera zon vance ota'.split(
    ' ',
  );
export const describing =
  'First National American Great United Pacific Atlantic Northern Southern Western Eastern Central Global General Royal Golden Silver Blue Green Red Black White Summit Pioneer Liberty Heritage Alpine Coastal Harbor Lakeside Sunrise Cardinal Eagle Falcon Lion Cedar Maple Pine Granite Crown Star Keystone Frontier Premier Capital Metro Tri-State Ocean Delta Sierra Prairie'.split(
    ' ',
  );
export const trades =
  'Packaging Energy Steel Foods Logistics Holdings Pharmaceuticals Therapeutics Software Systems Technologies Insurance Financial Bank Capital Partners Properties Realty Construction Engineering Motors Airlines Shipping Media Entertainment Records Pictures Publishing Textiles Chemicals Plastics Mining Petroleum Gas Electric Power Water Wireless Telecom Networks Semiconductor Instruments Devices Medical Health Hospital Laboratories Stores Markets Brewing Distillers Farms Dairy Paper Timber Furniture Tools Machinery Controls Aerospace Defense Security Consulting Advisors Management Investments Ventures Securities Lending Mortgage Title Brokerage Auto Freight Rail Marine Storage Services Solutions Industries Products Brands Group International'.split(
    ' ',
  );
export const suffixes = [
  ', Inc.',
  ' Inc.',
  ', LLC',
  ' LLC',
  ' Corporation',
  ' Corp.',
  ' Company',
  ' Co.',
  ' Ltd.',
  ' Limited',
  ' plc',
  ', L.P.',
  ' LP',
  ' LLP',
  ' Co., Ltd.',
  ', N.A.',
  ' S.A.',
  ' AG',
  ' Pty Ltd',
  ' B.V.',
  ' Group',
  ' Holdings, Inc.',
  ' Holdings LLC',
  ' Holdings Limited',
  ' Partners, L.P.',
  ' Trust',
  '',
];
export const agencies =
  'Securities and Exchange Commission|Department of Justice|Federal Trade Commission|Environmental Protection Agency|Department of Labor|Internal Revenue Service|Food and Drug Administration|Ministry of Finance|Ministry of Health|Ministry of Trade and Industry|Ministry of Energy|Competition Commission|Financial Conduct Authority|Serious Fraud Office|European Commission|Federal Communications Commission|National Labor Relations Board|Office of the Attorney General|Treasury|Department of Transportation|Port Authority|Central Bank|Tax Tribunal|Land Registry|Planning Board|School Board|City Council'.split(
    '|',
  );
export const courts =
  'United States District Court for the Eastern District of {S}|United States District Court for the Southern District of {S}|Superior Court of {S}|Supreme Court of {S}|Court of Appeals of {S}|Court of Appeal|High Court of Justice|Court of Chancery|Fifth Circuit|Ninth Circuit|United States Bankruptcy Court for the District of {S}|Circuit Court of {T} County|{T} County District Court|Crown Court at {T}|Federal Court of {N}|Supreme Court'.split(
    '|',
  );
export const causes = 'Health Development Education Science Trade Agriculture Children Housing Research Relief Peace Arts'.split(' ');
