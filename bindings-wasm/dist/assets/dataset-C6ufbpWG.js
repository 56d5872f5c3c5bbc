var e=`{
  "period": "2025",
  "profile": {
    "city_size_class": "large",
    "administrative_rank": "prefecture_level",
    "has_rail_transit": false,
    "has_historic_districts": true,
    "first_examination": false
  },
  "tables": {
    "building": { "complete": true, "rows": [] },
    "community": { "complete": true, "rows": [] },
    "compound": { "complete": true, "rows": [] },
    "dwelling": { "complete": true, "rows": [] }
  }
}
`;export{e as default};