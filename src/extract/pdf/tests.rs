//! Documents written by hand, honest and hostile, and one that an office program would write.

use std::io::Write as _;

use super::*;

/// A PDF of these objects, numbered from 1; the first is the catalogue.
fn written(objects: &[Vec<u8>], info: &str) -> Vec<u8> {
    let mut pdf = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        writeln!(pdf, "{} 0 obj", at + 1).unwrap();
        pdf.extend(object);
        pdf.extend(b"\nendobj\n");
    }
    let table = pdf.len();
    let count = objects.len() + 1;
    write!(pdf, "xref\n0 {count}\n0000000000 65535 f \n").unwrap();
    for place in places {
        writeln!(pdf, "{place:010} 00000 n ").unwrap();
    }
    let trailer =
        format!("trailer\n<</Size {count}/Root 1 0 R/Info<<{info}>>>>\nstartxref\n{table}");
    pdf.extend(trailer.bytes());
    pdf.extend(b"\n%%EOF");
    pdf
}

fn stream(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{dictionary}/Length {}>>\nstream\n", bytes.len()).into_bytes();
    object.extend(bytes);
    object.extend(b"\nendstream");
    object
}

/// The usual objects around some pages with these contents.
fn objects(contents: &[&[u8]]) -> Vec<Vec<u8>> {
    let kids: Vec<String> = (0..contents.len()).map(|at| format!("{} 0 R", 4 + at * 2)).collect();
    let kids = kids.join(" ");
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R/Lang(sv-SE)>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}>>", contents.len()).into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</BaseEncoding/WinAnsiEncoding\
          /Differences[1/aring/fi/nobody]>>>>"
            .to_vec(),
    ];
    for (at, content) in contents.iter().enumerate() {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>\
             /Contents {} 0 R>>",
            5 + at * 2
        );
        objects.push(page.into_bytes());
        objects.push(stream("", content));
    }
    objects
}

const INFO: &str = "/Title(Microsoft Word - rapport.docx)/Author(anna)\
    /CreationDate(D:20261121083000+01'00')";

#[test]
fn a_simple_document_is_read() {
    let first = b"BT /F1 8 Tf 60 810 Td (Ekviks kommun) Tj ET \
        BT /F1 20 Tf 60 740 Td (Gr\xF6na tak p\x01 skolor) Tj ET \
        BT /F1 10 Tf 12 TL 60 700 Td (Ekviks kommun pr\xF6var gr\xF6na tak, och kommun-) Tj T* \
        (styrelsen f\x01r en of\x02ciell rapport i maj.) Tj ET \
        BT /F1 8 Tf 500 30 Td (Sida 1 av 2) Tj ET";
    let second = b"BT /F1 8 Tf 60 810 Td (Ekviks kommun) Tj ET \
        BT /F1 10 Tf 60 700 Td [(T)20(aken)-400(kostar)] TJ 0 -12 Td (tv\\345 miljoner.) Tj ET \
        BT /F1 8 Tf 500 30 Td (Sida 2 av 2) Tj ET";
    let page = pdf(written(&objects(&[first, second]), INFO)).unwrap();
    assert_eq!(page.title, "Gröna tak på skolor");
    assert_eq!(
        page.text,
        "Gröna tak på skolor\nEkviks kommun prövar gröna tak, och kommunstyrelsen får en officiell \
         rapport i maj.\nTaken kostar två miljoner."
    );
    assert!(page.html.starts_with("<h2>Gröna tak"), "{}", page.html);
    assert_eq!(page.published.as_deref(), Some("2026-11-21T08:30:00+01:00"));
    assert_eq!(page.published_from.as_deref(), Some("pdf CreationDate"));
    assert_eq!((page.pages, page.lang.as_deref()), (Some(2), Some("sv-SE")));
    assert_eq!(page.byline, None, "a login is no name");
}

#[test]
fn a_document_of_an_office_program_is_read() {
    let bytes = include_bytes!("../../../tests/data/pdf/subset-fonts.pdf");
    let page = pdf(bytes.to_vec()).unwrap();
    assert_eq!(page.title, "Protokoll för tekniska nämnden");
    let lines: Vec<&str> = page.text.lines().collect();
    assert_eq!(
        lines,
        [
            "Protokoll för tekniska nämnden",
            "Kommunstyrelsens arbetsutskott behandlade samhällsbyggnadsnämndens översiktsplanering \
             och sammanfattade fjärrvärmeutbyggnadens konsekvenser för energieffektiviseringen i \
             flerbostadshusbeståndet. Officiella fiskevatten och offentliga flyktingmottagningar \
             finns i kapitel fyra.",
            "Nämnden beslutar att pröva gröna tak på tre förskolor under två år, och att \
             erfarenheterna ska delas med de andra kommunerna i nätverket.",
            "Norra förskolan, 400 kvadratmeter",
            "Södra förskolan, 350 kvadratmeter",
            "Försöket kostar två miljoner kronor. Åtgärden följs upp varje år.",
        ]
    );
    assert!(page.html.contains("<li>Norra förskolan"), "{}", page.html);
    assert_eq!((page.pages, page.lang.as_deref()), (Some(2), Some("sv")));
}

#[test]
fn what_is_no_pdf_or_is_cut_off_says_so_or_gives_what_it_has() {
    assert!(is_pdf(b"\n%PDF-1.4\n"));
    assert!(!is_pdf(b"<html>%PDF</html>"));
    let whole = written(&objects(&[b"BT /F1 10 Tf 60 700 Td (Hej) Tj ET"]), INFO);
    let end = whole.len();
    assert_eq!(pdf(whole[..end - 60].to_vec()).unwrap().text, "Hej");
    for cut in [9, end / 4, end / 2, end * 3 / 4] {
        let _ = pdf(whole[..cut].to_vec());
    }
    assert!(matches!(pdf(b"%PDF-1.4\n".to_vec()), Err(ExtractError::Pdf(_))));
    let large = vec![b' '; LARGEST_BYTES + 1];
    assert_eq!(pdf(large), Err(ExtractError::PdfTooLarge(LARGEST_BYTES + 1)));
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn hostile_documents_cost_themselves_alone() {
    let mut hostile: Vec<Vec<Vec<u8>>> = Vec::new();
    let with = |at: usize, object: Vec<u8>| {
        let mut objects = objects(&[b"BT /F1 10 Tf (Hej) Tj ET"]);
        if at < objects.len() {
            objects[at] = object;
        } else {
            objects.push(object);
        }
        objects
    };
    // A tree of pages that holds itself, and a page that is its own parent.
    hostile.push(with(1, b"<</Type/Pages/Kids[2 0 R 4 0 R 2 0 R]/Count 99999999>>".to_vec()));
    hostile.push(with(3, b"<</Type/Page/Parent 4 0 R/Contents 5 0 R>>".to_vec()));
    // Bombs: contents, and contents packed twice.
    let zeros = vec![b' '; 30 * 1024 * 1024];
    hostile.push(with(4, stream("/Filter/FlateDecode", &packed(&zeros))));
    let twice = packed(&packed(&zeros));
    hostile.push(with(4, stream("/Filter[/FlateDecode/FlateDecode]", &twice)));
    // Depth.
    hostile.push(with(9, [b"[".repeat(500_000), b"]".repeat(500_000)].concat()));
    hostile.push(with(4, stream("", &b"[".repeat(500_000))));
    hostile.push(with(4, stream("", &b"<</a ".repeat(200_000))));
    hostile.push(with(4, stream("", &b"q ".repeat(500_000))));
    // A drawing that draws itself.
    let mut own =
        with(9, stream("/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>", &b"/X Do ".repeat(50)));
    own[3] =
        b"<</Type/Page/Parent 2 0 R/Resources<</XObject<</X 6 0 R>>>>/Contents 5 0 R>>".to_vec();
    own[4] = stream("", b"/X Do");
    hostile.push(own);
    // Widths without end, and numbers that no paper has.
    let mut wide =
        with(9, [b"<</W[".to_vec(), b"0 65535 500 ".repeat(50_000), b"]>>".to_vec()].concat());
    wide[2] = b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[6 0 R]>>".to_vec();
    hostile.push(wide);
    hostile.push(with(4, stream("", b"1e38 0 0 1e38 1e38 1e38 cm BT /F1 1e30 Tf (Hej) Tj ET")));
    // Object streams that promise too much.
    hostile.push(with(9, stream("/Type/ObjStm/N 99999999/First 10", b"1 0 2 0 ")));
    for (at, objects) in hostile.iter().enumerate() {
        match pdf(written(objects, INFO)) {
            Ok(page) => assert!(page.text.len() < 100, "{at}: {}", page.text.len()),
            Err(ExtractError::Pdf(_) | ExtractError::PdfWithoutText) => {}
            Err(error) => panic!("{at}: {error}"),
        }
    }
}

#[test]
fn a_document_that_takes_too_long_is_given_up() {
    let contents: Vec<&[u8]> = vec![b"BT /F1 10 Tf (Hej) Tj ET"; 50];
    let slow = written(&objects(&contents), INFO);
    assert_eq!(pdf_within(slow, Duration::ZERO), Err(ExtractError::PdfTooSlow));
}

/// A stream of objects, packed.
fn members(first: usize, bytes: &[u8]) -> Vec<u8> {
    stream(&format!("/Type/ObjStm/N 1/First {first}/Filter/FlateDecode"), &packed(bytes))
}

fn with_extra(extra: Vec<Vec<u8>>) -> Vec<u8> {
    let mut objects = objects(&[b"BT /F1 10 Tf (Hej) Tj ET"]);
    objects.extend(extra);
    written(&objects, INFO)
}

#[test]
fn objects_that_would_fill_the_memory_are_refused() {
    let nest = |token: &str| format!("99 0 [{}]", token.repeat(300_000)).into_bytes();
    let list = [&b"["[..], &b"0 ".repeat(1_000), b"]"].concat();
    let many: String = (1_000..2_000).map(|id| format!("{id} 0 ")).collect::<Vec<_>>().concat();
    let shared = [many.as_bytes(), &list].concat();
    let escaped = stream("/Type/Obj#53tm/N 1/First 5/Filter/Flate#44ecode", &packed(&nest("[]")));
    let twice = stream(
        "/Type/ObjStm/N 1/First 5/Filter[/FlateDecode/FlateDecode]",
        &packed(&packed(&nest("0 "))),
    );
    let plain = [&b"["[..], &b"[]".repeat(300_000), b"]"].concat();
    let hostile = [
        vec![members(5, &nest("[]"))],
        vec![members(many.len(), &shared)],
        vec![escaped],
        vec![twice],
        vec![plain],
        // Each by itself is cheap.
        vec![
            members(
                5,
                &nest("0 ").split_at(150_000).0.iter().copied().chain(*b"]").collect::<Vec<_>>()
            );
            40
        ],
    ];
    for (at, extra) in hostile.into_iter().enumerate() {
        let Err(ExtractError::Pdf(why)) = pdf(with_extra(extra)) else { panic!("{at} was read") };
        assert!(why.contains("memory"), "{at}: {why}");
    }
}

#[test]
fn large_pictures_and_many_small_objects_are_no_burden() {
    let mut state = 1_u32;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    });
    let noise: Vec<u8> = noise.take(4 * 1024 * 1024).collect();
    let brackets = b"[".repeat(4 * 1024 * 1024);
    let mut extra = vec![stream("/Subtype/Image", &noise), stream("/Subtype/Image", &brackets)];
    extra.extend(vec![b"<</Type/Annot/Rect[0 0 10 10]/A(b)>>".to_vec(); 5_000]);
    let small = b"<</Type/Annot/Rect[0 0 10 10]>> ".repeat(200);
    extra.extend(vec![members(5, &[&b"99 0 "[..], &small].concat()); 50]);
    assert_eq!(pdf(with_extra(extra)).unwrap().text, "Hej");
}
